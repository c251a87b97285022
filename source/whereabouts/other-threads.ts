import type { VitalEventOf } from '../protocol/vital-events.ts';
import { isOwn } from './dump.ts';

type Frames = VitalEventOf<'held'>['frames'];

/** Of the other threads in a deadlock: one of a pool of many says what all of it does. */
const mostAsked = 8;

/** Where other threads wait in a deadlock. Nobody runs then: the witness gets the lock at once. */
export class OtherThreads {
  readonly #asked = new Set<number>();
  #frames: Frames = [];

  /** Of the one that says most; empty: none of them is in a person's own code. */
  get frames(): Frames {
    return this.#frames;
  }

  /** Has each of these threads looked at once. */
  ask(tids: readonly number[], ask: (tid: number) => void): void {
    for (const tid of tids.slice(0, mostAsked)) {
      if (this.#asked.has(tid)) continue;
      this.#asked.add(tid);
      ask(tid);
    }
  }

  /** Takes what was answered of a thread; whether it had been asked for. */
  take(tid: number, frames: Frames): boolean {
    if (!this.#asked.has(tid)) return false;
    if (says(frames) > says(this.#frames)) this.#frames = frames;
    return true;
  }
}

/** Who waits in a line of their own, as for a lock, says more than who waits in a library for something to do. */
function says(frames: Frames): number {
  const at = frames.findIndex(({ file }) => file !== null && isOwn(file));
  return at < 0 ? 0 : at === 0 ? 2 : 1;
}
