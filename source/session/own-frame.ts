import type { Held } from './vitals.ts';

type Frame = Held['frames'][number];
/** A frame of which it is known where it is. */
export type Placed = Frame & { readonly file: string; readonly line: number };

/** Files of a runtime, and of what was installed for it: not where people look for what they did. */
const library = /^(?:node:|<)|\/lib\/python\d|\/(?:site|dist)-packages\/|\/node_modules\//;

/** Whether a frame is at a known line of the person's own code. */
export const isOwn = (frame: Frame): frame is Placed =>
  frame.file !== null && frame.line !== null && !library.test(frame.file);

/** The frames in the person's own code, the nearest to what it did first. */
export const ownFrames = ({ frames }: Pick<Held, 'frames'>): Placed[] => frames.filter(isOwn);

/** The line in the person's own code at which a loop was held, the nearest to what it did; null where it is not known. */
export const ownFrame = ({ frames }: Pick<Held, 'frames'>): Placed | null => frames.find(isOwn) ?? null;

/** Where the function that held a loop was called from another one of the person's own, the nearest; null where it is not known. */
export function callerOf(held: Pick<Held, 'frames'>): Placed | null {
  const [here, ...others] = ownFrames(held);
  return others.find((other) => !here || !isSameFunction(here, other)) ?? null;
}

export const isSameFunction = (a: Pick<Placed, 'file' | 'name'>, b: Pick<Placed, 'file' | 'name'>) =>
  a.file === b.file && a.name === b.name;

/** What the person's own code, or a package for it, called of Node or of the language itself; null where nothing is known. */
export function calledAt({
  frames,
}: Pick<Held, 'frames'>): { readonly name: string; readonly file: string | null } | null {
  const own = frames.findIndex(isOwn);
  const above = own < 0 ? frames : frames.slice(0, own);
  const called = above.findLast(({ file }) => file === null || file.startsWith('node:'));
  return called?.name ? { name: called.name, file: called.file } : null;
}
