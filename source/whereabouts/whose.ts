import { type Holder, type RequestsBeside, WhoHeld } from '../telemetry/who-held.ts';
import type { Where } from './where.ts';

/** Whose code holds a loop: a request or a timer, as its stack says, or else what began and ended meanwhile. */
export class Whose {
  readonly #requests: RequestsBeside | null;
  readonly #said = new WhoHeld();
  readonly #seen = new WhoHeld();
  #isSaid = false;
  #late: string | null = null;

  constructor(requests: RequestsBeside | null) {
    this.#requests = requests;
  }

  /** To be called at each look. */
  look(startedMs: number): void {
    if (this.#requests) this.#seen.guess(this.#requests.likely(startedMs));
  }

  /** What was said of the stack. `isLate`: C code had kept the lock until then; that may have been in the turn before. */
  take({ request, timer }: Where, isLate: boolean): void {
    if (request === undefined) return;
    if (isLate) this.#late = request;
    else {
      this.#isSaid = true;
      this.#said.add(request, timer ?? false);
    }
  }

  holder(startedMs: number): Holder {
    if (this.#isSaid) return this.#said.holder;
    if (this.#late !== null) return likely(this.#late);
    return this.#seen.holder ?? likely(this.#requests?.otherwise(startedMs, false) ?? null);
  }
}

const likely = (request: string | null): Holder =>
  request === null ? null : { kind: 'request', request, certainty: 'likely' };
