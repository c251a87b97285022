import type { VitalEventOf } from '../protocol/vital-events.ts';

export type Holder = VitalEventOf<'held'>['holder'];

/** Which request likely holds the loop since then, as seen from beside it; null: it is not known. */
export type RequestsBeside = {
  /** At each look. */
  likely(startedMs: number): string | null;
  /** As a freeze is told, where it is not known by then. `isSilent`: no stack was taken yet, as a call of native code lasts. */
  otherwise(startedMs: number, isSilent: boolean): string | null;
};

/** From more than this share of the looks on it was one and the same. */
const mostly = 0.5;

/** Whose code held a loop, by what was seen in several looks. Requests are told apart by what was asked for. */
export class WhoHeld {
  #stacks = 0;
  #ofTimer = 0;
  readonly #requests = new Map<string, number>();
  readonly #likely = new Map<string, number>();
  #guesses = 0;

  /** A stack was taken, which stands for so many looks: of a request as the runtime says, or begun by a timer. */
  add(request: string | null, ofTimer: boolean, looks = 1): void {
    this.#stacks += looks;
    if (ofTimer) this.#ofTimer += looks;
    count(this.#requests, request, looks);
  }

  /** From beside it: which request it may be; null: it is not known. */
  guess(request: string | null): void {
    this.#guesses++;
    count(this.#likely, request);
  }

  get holder(): Holder {
    const request = mostOf(this.#requests, this.#stacks);
    if (request !== null) return { kind: 'request', request, certainty: 'exact' };
    if (this.#ofTimer > mostly * this.#stacks) return { kind: 'timer', certainty: 'likely' };
    const likely = mostOf(this.#likely, this.#guesses);
    return likely === null ? null : { kind: 'request', request: likely, certainty: 'likely' };
  }
}

function count(all: Map<string, number>, request: string | null, looks = 1): void {
  if (request !== null) all.set(request, (all.get(request) ?? 0) + looks);
}

function mostOf(all: ReadonlyMap<string, number>, looks: number): string | null {
  for (const [request, seen] of all) if (seen > mostly * looks) return request;
  return null;
}
