import type { Measured } from '../protocol/units.ts';
import type { Place } from './probes/thread-place.ts';

/** Of fewer looks one more or less changes the share by more than a tenth. */
const enoughLooks = 10;

/**
 * How long one thread waited for the lock that it shares with others. The amount is exact, the kind is sampled: what is
 * left of the time without its processor time and its wait for a core it slept, for the lock as often as it was found
 * there. The share of looks alone would be biased, since their period and that in which CPython's threads change (5 ms)
 * keep step. For a thread that only computes it is exact: it never sleeps elsewhere.
 */
export class LockTime {
  #atLock = 0;
  #elsewhere = 0;
  /** As of the last interval with a look at it asleep. */
  #share = 0;
  #before: { readonly atMs: number; readonly usedMs: number } | null = null;
  #lockMs = 0;

  /** Looks at it asleep since the last sample: all, and those that found it at the lock. */
  get looks(): { readonly all: number; readonly atLock: number } {
    return { all: this.#atLock + this.#elsewhere, atLock: this.#atLock };
  }

  /** One look at the thread. */
  saw(place: Place | null): void {
    if (place?.at === 'lock') this.#atLock++;
    else if (place?.at === 'call') this.#elsewhere++;
  }

  /**
   * The sum up to now, in milliseconds; null where the thread's times are not known. All times since any moment. `ofAll`: the
   * share of all threads alike, for one that was hardly looked at; null: its own looks tell.
   */
  sample(atMs: number, cpuMs: Measured, waitMs: Measured, ofAll: number | null = null): Measured {
    if (cpuMs === null || waitMs === null) return null;
    const usedMs = cpuMs + waitMs;
    const looks = this.#atLock + this.#elsewhere;
    if (ofAll !== null && looks < enoughLooks) this.#share = ofAll;
    else if (looks > 0) this.#share = this.#atLock / looks;
    if (this.#before) {
      const asleepMs = Math.max(0, atMs - this.#before.atMs - (usedMs - this.#before.usedMs));
      this.#lockMs += asleepMs * this.#share;
    }
    this.#before = { atMs, usedMs };
    this.#atLock = 0;
    this.#elsewhere = 0;
    return this.#lockMs;
  }
}
