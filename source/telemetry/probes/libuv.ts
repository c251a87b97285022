import { fstat } from 'node:fs';
import { type Measured, rounded } from '../../protocol/units.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../clock.ts';

/** A request that finds a free thread is back within a fraction of this; a longer wait is a pool that is full. */
const feltWaitMs = 5;

/**
 * How long a trivial request waits for a thread of libuv's pool, which all threads of a process share: the time from
 * asking to its answer. `fstat` of an open file goes through the pool on every libuv since 1.49; before, where Node
 * had not switched io_uring off, on Linux it might not.
 */
export class LibuvProbe {
  readonly #clock: Clock;
  readonly #fd: number;
  #asked = false;
  #askedMs: Measured = null;
  /** Of the answer that came since the last look. */
  #tookMs: Measured = null;
  #isFull = false;

  /** `fd`: any descriptor that stays open. */
  constructor(clock: Clock, fd: number) {
    this.#clock = clock;
    this.#fd = fd;
  }

  /** The wait of the request that came back since the last look, or that of the one that has not come back yet. */
  take(): Figure[] {
    const tookMs = this.#tookMs;
    this.#tookMs = null;
    const waitMs = this.#askedMs === null ? tookMs : this.#clock() - this.#askedMs;
    const waited = waitMs === null ? null : Number(waitMs >= feltWaitMs);
    this.#isFull = waited === 1;
    return [
      { name: 'libuvWaitMs', title: "wait for a thread of libuv's pool", value: rounded(waitMs), unit: 'ms' },
      { name: 'libuvWaitedRatio', title: 'requests that waited for it', value: waited, unit: 'ratio' },
    ];
  }

  /** Whether the request that was taken last had to wait. */
  get isFull(): boolean {
    return this.#isFull;
  }

  /** Has one request under way, not more. It begins when the caller is done: its work is not the pool's. */
  ask(): void {
    if (this.#asked) return;
    this.#asked = true;
    setImmediate(() => {
      const askedMs = this.#clock();
      this.#askedMs = askedMs;
      fstat(this.#fd, () => {
        this.#tookMs = this.#clock() - askedMs;
        this.#askedMs = null;
        this.#asked = false;
      });
    });
  }
}
