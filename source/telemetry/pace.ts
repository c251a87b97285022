import type { Measured } from '../protocol/units.ts';
import { threadCpuMs } from './probes/this-thread.ts';

/** A timer is early or late by a moment: who asks a tenth too early would else be put off by a whole interval. */
const punctualRatio = 0.9;

/** How often something is done that costs processor time: so often as is asked for, or as its share of one core allows. */
export class Pace {
  readonly #everyMs: number;
  readonly #mostCostRatio: number;
  #nextMs = Number.NEGATIVE_INFINITY;
  #usedMs = 0;

  constructor(everyMs: number, mostCostRatio: number) {
    this.#everyMs = everyMs;
    this.#mostCostRatio = mostCostRatio;
  }

  /** Milliseconds of processor time that it has taken so far. */
  get usedMs(): number {
    return this.#usedMs;
  }

  /** Since when it is due; below zero: not yet. */
  overdueMs(nowMs: number): number {
    return nowMs - this.#nextMs;
  }

  /** Does it if it is due, or at once where it is `urgent`; null: it was not. Work that others do too takes a part of the share: one `of` so many. */
  take<Result>(nowMs: number, work: () => Result, { of = 1, urgent = false } = {}): Result | null {
    if (!urgent && nowMs < this.#nextMs) return null;
    const beganMs: Measured = threadCpuMs();
    const result = work();
    const costMs = (threadCpuMs() ?? 0) - (beganMs ?? 0);
    this.#usedMs += costMs;
    this.#nextMs = nowMs + Math.max(this.#everyMs * punctualRatio, (costMs / this.#mostCostRatio) * of);
    return result;
  }
}
