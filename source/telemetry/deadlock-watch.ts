import { childrenOf } from './probes/children.ts';
import { type Asked, isInsideOf, sleepsForGood, threadsAsk } from './probes/sleep.ts';
import type { Place } from './probes/thread-place.ts';

/** A thread that hands over work sleeps for moments as well: it is looked for only in a freeze this long. */
const afterMs = 1000;
/** A look at every thread takes up to a millisecond. */
const everyMs = 200;
/**
 * So many looks have to find it, less those that do not: on a busy machine a thread that only serves what watches may be seen
 * as it waits for a core. More of them do not count, so that what ends is noticed soon.
 */
const enough = 2;
const most = 4;

/**
 * Finds out whether a main thread sleeps for good: it waits for another thread to wake it, and so does every other one. The
 * kernel tells of each thread what it waits for; what the work means by it need not be known.
 */
export class DeadlockWatch {
  readonly #pid: number;
  readonly #isOurs: (tid: number, asked: Asked | null) => boolean;
  readonly #ownChildren: number;
  #nextMs = 0;
  #found = 0;
  #looked = false;
  #others: readonly number[] = [];

  /**
   * `isOurs`: a thread that watches, and wakes nobody. `ownChildren`: so many of the processes that it started are not the
   * work's. One of the work's may wake it: it ends, or has a lock in common with it.
   */
  constructor(options: {
    pid: number;
    isOurs: (tid: number, asked: Asked | null) => boolean;
    ownChildren: number;
  }) {
    this.#pid = options.pid;
    this.#isOurs = options.isOurs;
    this.#ownChildren = options.ownChildren;
  }

  /** To be called in a freeze. `place`: where the main thread is. */
  look(nowMs: number, startedMs: number, place: Place): void {
    if (place.at !== 'call' || place.call !== 'futex' || nowMs - startedMs < afterMs) return;
    if (nowMs < this.#nextMs) return;
    this.#nextMs = nowMs + everyMs;
    const stuck = this.#isStuck();
    this.#looked ||= stuck !== null;
    this.#found = stuck ? Math.min(most, this.#found + 1) : Math.max(0, this.#found - 1);
  }

  /** Whether it was found in this freeze, as of the last look; null: nobody looked. */
  get found(): boolean | null {
    return this.#looked ? this.#found >= enough : null;
  }

  /** The other threads that wait as well, by their numbers. */
  get others(): readonly number[] {
    return this.found === true ? this.#others : [];
  }

  forget(): void {
    this.#nextMs = 0;
    this.#found = 0;
    this.#looked = false;
  }

  #isStuck(): boolean | null {
    const threads = threadsAsk(this.#pid);
    if (threads === null) return null;
    if (childrenOf(this.#pid).length > this.#ownChildren) return false;
    const isInside = isInsideOf(this.#pid);
    const theirs = [...threads].filter(([tid, asked]) => !this.#isOurs(tid, asked));
    this.#others = theirs.flatMap(([tid]) => (tid === this.#pid ? [] : tid));
    return theirs.every(([, asked]) => asked !== null && sleepsForGood(asked, isInside));
  }
}
