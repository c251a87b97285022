import type { VitalEventOf } from '../protocol/vital-events.ts';

type Frame = VitalEventOf<'held'>['frames'][number];
type Placed = NonNullable<VitalEventOf<'held'>['placed']>;

type Seen = {
  count: number;
  readonly lines: Map<string, { count: number; readonly frames: readonly Frame[]; readonly placed: Placed }>;
};

/** Stacks of one freeze, by the function of the person's own that was nearest to what ran. */
export class StacksSeen {
  readonly #isOwn: (frame: Frame) => boolean;
  readonly #functions = new Map<string, Seen>();
  #taken = 0;

  /** `isOwn`: a frame in a file of the person's own, and not of the runtime or of a package. */
  constructor(isOwn: (frame: Frame) => boolean) {
    this.#isOwn = isOwn;
  }

  add(frames: readonly Frame[], placed: Placed = 'at'): void {
    this.#taken++;
    const own = frames.find(this.#isOwn) ?? frames[0];
    if (!own) return;
    const key = JSON.stringify([own.file, own.name]);
    const seen: Seen = this.#functions.get(key) ?? { count: 0, lines: new Map() };
    this.#functions.set(key, seen);
    seen.count++;
    const at = `${placed} ${own.line}`;
    const line = seen.lines.get(at) ?? { count: 0, frames, placed };
    seen.lines.set(at, line);
    line.count++;
  }

  /** How many were taken, in how many of them it was the same function most often, and a stack of its most frequent line. */
  most(): { stacks: number; stacksHere: number; frames: Frame[]; placed: Placed | null } {
    const seen = mostOf([...this.#functions.values()]);
    const line = seen && mostOf([...seen.lines.values()]);
    return {
      stacks: this.#taken,
      stacksHere: seen?.count ?? 0,
      frames: [...(line?.frames ?? [])],
      placed: line?.placed ?? null,
    };
  }
}

/** Of several as frequent ones the first that was seen. */
function mostOf<T extends { readonly count: number }>(all: readonly T[]): T | null {
  let most: T | null = null;
  for (const one of all) if (most === null || one.count > most.count) most = one;
  return most;
}
