import type { Worker } from 'node:worker_threads';
import { defaultSampleIntervalMs } from '../protocol/units.ts';
import type { FastRequests } from './fast-requests.ts';
import { control } from './messages.ts';
import { quiet } from './quiet.ts';

/** Hands what the program's thread has counted to the watcher's, as often as that tells of it. */
export class HandOver {
  readonly #fast: FastRequests;
  readonly #words: Int32Array;
  #thread: Worker | null = null;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(fast: FastRequests, words: Int32Array) {
    this.#fast = fast;
    this.#words = words;
  }

  to(thread: Worker): void {
    this.#thread = thread;
  }

  /** To be called at each beat. While the watcher has not taken the last ones yet, they are counted on: nothing queues up. */
  beat(nowMs: number): void {
    const isDue = nowMs - this.#lastMs >= defaultSampleIntervalMs;
    if (!isDue || !this.#thread || Atomics.load(this.#words, control.handed) !== 0) return;
    this.#lastMs = nowMs;
    this.give();
  }

  /** At once. */
  give(): void {
    const rows = this.#fast.take();
    if (rows.length === 0) return;
    Atomics.store(this.#words, control.handed, 1);
    quiet<void>(() => this.#thread?.postMessage(rows))();
  }
}
