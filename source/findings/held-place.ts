import { isOwn, ownFrame } from '../session/own-frame.ts';
import type { Held } from '../session/vitals.ts';

type Frames = Pick<Held, 'frames'>;

/** What the person's own code, or a package for it, called of Node or of the language itself; null where nothing is known. */
export function calledAt({ frames }: Frames): { readonly name: string; readonly file: string | null } | null {
  const own = frames.findIndex(isOwn);
  const above = own < 0 ? frames : frames.slice(0, own);
  const called = above.findLast(({ file }) => file === null || file.startsWith('node:'));
  return called?.name ? { name: called.name, file: called.file } : null;
}

/** In which function of the person's own it was, told apart from all others; null where it is not known. */
const functionOf = (held: Frames) => {
  const frame = ownFrame(held);
  return frame && `${frame.file} ${frame.name}`;
};

/**
 * Of all that held a loop the longest of those in the function that held it for most of the time; where no function is known,
 * the longest of all. Null: nothing held it.
 */
export function worstOf(held: readonly Held[]): Held | null {
  const totals = new Map<string, number>();
  for (const one of held) {
    const key = functionOf(one);
    if (key !== null) totals.set(key, (totals.get(key) ?? 0) + one.durationMs);
  }
  const [worst] = [...totals].sort(([, a], [, b]) => b - a)[0] ?? [null];
  const there = worst === null ? held : held.filter((one) => functionOf(one) === worst);
  return there.reduce<Held | null>(
    (most, one) => (most && most.durationMs >= one.durationMs ? most : one),
    null,
  );
}
