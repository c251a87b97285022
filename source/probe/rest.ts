/** While nothing goes on, samples come so often: less than the second that charts have a column for. */
export const restSampleMs = 900;
/** Of a core: Heddle itself takes a tenth of that from a program at rest. Who computes in a thread beside the loop takes all of it. */
const mostUsedRatio = 0.2;

/** What is known of a process at a look; `usedMs`: processor time of all its threads so far. */
type Look = {
  readonly nowMs: number;
  readonly usedMs: number;
  /** Its main loop sleeps. */
  readonly sleeps: boolean;
  /** Requests to it wait for their answers, or have ended since the look before. */
  readonly isAsked: boolean;
};

/** Tells since when nothing goes on in a process: what stands then need not be looked at four times a second. */
export class Rest {
  #before: Look | null = null;
  #sinceMs: number | null = null;

  /** Null: something goes on. */
  get sinceMs(): number | null {
    return this.#sinceMs;
  }

  look(now: Look): void {
    const before = this.#before;
    this.#before = now;
    const usedRatio = before ? (now.usedMs - before.usedMs) / (now.nowMs - before.nowMs) : 1;
    const rests = now.sleeps && !now.isAsked && usedRatio <= mostUsedRatio;
    this.#sinceMs = rests ? (this.#sinceMs ?? now.nowMs) : null;
  }
}
