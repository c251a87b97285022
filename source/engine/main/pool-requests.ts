import { type Measured, rounded } from '../../protocol/units.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';

/** A look takes 0.07 µs for each request and handle (measured, Node.js 24): the next one waits until it is a 200th of the time. */
const costRatio = 0.005;

/** Names of Node.js for requests that take a thread of libuv's pool. Those of crypto and zlib it does not list. */
const kinds = {
  files: /^FSReq/,
  lookups: /^Get(?:Addr|Name)InfoReq/,
} as const;

/** What the engine was started with: libuv read it before any code of the work ran. */
const atStart = process.env.UV_THREADPOOL_SIZE;

/** What is in libuv's pool and its queue, by kind, as far as Node.js tells. */
export class PoolRequests {
  readonly #clock: Clock;
  #nextMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** Now; nothing where the last look was too long ago for its cost. */
  take(): Figure[] {
    const beganMs = this.#clock();
    if (beganMs < this.#nextMs) return [];
    const counts = { files: 0, lookups: 0 };
    for (const name of process.getActiveResourcesInfo()) {
      if (kinds.files.test(name)) counts.files++;
      else if (kinds.lookups.test(name)) counts.lookups++;
    }
    const nowMs = this.#clock();
    this.#nextMs = nowMs + (nowMs - beganMs) / costRatio;
    return [
      figure('libuvFileRequests', "calls of fs in libuv's pool and its queue", counts.files),
      figure('libuvLookupRequests', 'calls of dns.lookup there', counts.lookups),
      ...askedTooLate(),
    ];
  }
}

/** The size of the pool that the work asks for when it has one already. */
function askedTooLate(): Figure[] {
  const asked = process.env.UV_THREADPOOL_SIZE;
  const threads = Number(asked);
  if (asked === undefined || asked === atStart || !Number.isInteger(threads) || threads < 1) return [];
  return [
    { name: 'libuvAskedThreads', title: 'UV_THREADPOOL_SIZE, set too late', value: threads, unit: 'threads' },
  ];
}

const figure = (name: string, title: string, value: Measured): Figure => ({
  ...{ name, title, value: rounded(value), unit: 'requests' },
});
