import type { VitalEventOf } from '../protocol/vital-events.ts';

type Frame = VitalEventOf<'held'>['frames'][number];
type Placed = NonNullable<VitalEventOf<'held'>['placed']>;

type Line = { count: number; readonly frames: readonly Frame[]; readonly placed: Placed };
type Seen = {
  /** In how many stacks it was the nearest to what ran. */
  nearest: number;
  /** In how many it was at all. */
  count: number;
  readonly lines: Map<string, Line>;
};

/** Who is found in fewer is one of several that another function calls in turn: that one holds the loop. */
const leastShare = 1 / 3;
/** From more than this share on it is the one that calls the others. */
const mostly = 0.5;

/** Stacks of one freeze, by the functions of the person's own in them. */
export class StacksSeen {
  readonly #isOwn: (frame: Frame) => boolean;
  readonly #functions = new Map<string, Seen>();
  #taken = 0;

  /** `isOwn`: a frame in a file of the person's own, and not of the runtime or of a package. */
  constructor(isOwn: (frame: Frame) => boolean) {
    this.#isOwn = isOwn;
  }

  /** `looks`: for how many this one stands. */
  add(frames: readonly Frame[], placed: Placed = 'at', looks = 1): void {
    this.#taken += looks;
    const [first] = frames;
    if (!first) return;
    const own = frames.filter(this.#isOwn);
    const known = new Set<string>();
    for (const frame of own.length > 0 ? own : [first]) {
      const key = keyOf(frame);
      // Of a function that calls itself the innermost one.
      if (known.has(key)) continue;
      const isNearest = known.size === 0;
      known.add(key);
      const seen: Seen = this.#functions.get(key) ?? { nearest: 0, count: 0, lines: new Map() };
      this.#functions.set(key, seen);
      seen.count += looks;
      if (isNearest) seen.nearest += looks;
      const from = isNearest ? frames : frames.slice(frames.indexOf(frame));
      addLine(seen, frame, from, isNearest ? placed : 'at', looks);
    }
  }

  /**
   * How many were taken, in how many of them it was the same function, and a stack of its most frequent line. It is the one that
   * was nearest to what ran most often; where many functions take turns, the one that calls them.
   */
  most(): { stacks: number; stacksHere: number; frames: Frame[]; placed: Placed | null } {
    const nearest = mostOf([...this.#functions.values()], ({ nearest }) => nearest);
    const isOne = nearest !== null && nearest.nearest >= leastShare * this.#taken;
    const calling = nearest === null || isOne ? null : this.#callerIn(nearest);
    const seen = calling ?? nearest;
    const line = seen && mostOf([...seen.lines.values()], ({ count }) => count);
    return {
      stacks: this.#taken,
      stacksHere: calling?.count ?? nearest?.nearest ?? 0,
      frames: [...(line?.frames ?? [])],
      placed: line?.placed ?? null,
    };
  }

  /** The innermost one below that function that was on most of the stacks; null: there is none. */
  #callerIn({ lines }: Seen): Seen | null {
    const line = mostOf([...lines.values()], ({ count }) => count);
    for (const frame of line?.frames ?? []) {
      const seen = this.#functions.get(keyOf(frame));
      if (seen && seen.count > mostly * this.#taken) return seen;
    }
    return null;
  }
}

const keyOf = ({ file, name }: Frame) => JSON.stringify([file, name]);

function addLine(
  { lines }: Seen,
  { line }: Frame,
  frames: readonly Frame[],
  placed: Placed,
  looks: number,
): void {
  const at = `${placed} ${line}`;
  const seen = lines.get(at) ?? { count: 0, frames, placed };
  lines.set(at, seen);
  seen.count += looks;
}

/** Of several as frequent ones the first that was seen. */
function mostOf<T>(all: readonly T[], countOf: (one: T) => number): T | null {
  let most: T | null = null;
  for (const one of all) if (most === null || countOf(one) > countOf(most)) most = one;
  return most;
}
