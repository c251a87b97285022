/** What requests at a rate came to: how long they took from when they were due, and whether the work kept up. */

/** The value below or at which that share of the sorted values lies (nearest rank): always one that occurred. Null without values. */
export function percentile(sorted: ArrayLike<number>, ratio: number): number | null {
  return sorted[Math.max(0, Math.ceil(ratio * sorted.length) - 1)] ?? null;
}

/** Requests in the order in which they fell due, as columns. Milliseconds on one clock; NaN: it never was. */
export type Requests = {
  readonly dueMs: Float64Array;
  readonly startedMs: Float64Array;
  /** When it was done; NaN for one that failed, too. */
  readonly doneMs: Float64Array;
  /** 1 for those that failed: how long a failure took says nothing of how long an answer takes. */
  readonly failed: Uint8Array;
  /** When the run ended. */
  readonly untilMs: number;
};

export type Latency = {
  readonly p50: number | null;
  readonly p95: number | null;
  readonly p99: number | null;
  readonly max: number | null;
  /** How many requests these are of. */
  readonly counted: number;
};

export type Backlog = {
  /** The most requests that were due and not started. */
  readonly most: number;
  /** Null: too few requests to tell. */
  readonly keptUp: boolean | null;
  /** Requests done per second of the second half of the time in which they fell due. */
  readonly donePerSecond: number | null;
};

/** Requests of the first fifth warm the lanes up: how long they took says nothing of a service that goes on. */
const warmUpRatio = 0.2;
/** In how many parts latencies are compared, and the fewest requests of each whose median says something. */
const parts = 5;
const fewestInPart = 10;
/**
 * How much latencies may grow, by the time in which they grew. Where a share x of the requests is too much, latencies
 * grow by x / (1 − x) of the time that passes. Of simulated queues of 250 requests 96 to 100 % keep up by this rule at
 * 80 % of what the lanes can do, and 2 to 6 % at 120 % (test/load/latency.test.ts has such queues). A rule over what
 * was done per second takes chance in the arrivals for a queue that grows.
 */
const growthRatio = 0.05;

/** Latencies of the requests that were due after the warm-up, sorted. One that was never done took at least until the end. `isWarm`: no warm-up is left out. */
export function latenciesOf(requests: Requests, isWarm = false): Float64Array {
  const { dueMs } = requests;
  const [first = 0, last = 0] = [dueMs[0], dueMs.at(-1)];
  return latencies(requests, isWarm ? first : first + warmUpRatio * (last - first)).sort();
}

/** The same in four figures. */
export function latencyOf(requests: Requests): Latency {
  const counted = latenciesOf(requests);
  const at = (ratio: number) => percentile(counted, ratio);
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), max: at(1), counted: counted.length };
}

/** How the requests queued. It kept up when latencies grew no more from the best part of the run to its last part. */
export function backlogOf(requests: Requests): Backlog {
  return {
    most: mostBacklog(requests),
    keptUp: keptUp(requests),
    donePerSecond: donePerSecond(requests),
  };
}

/** From due to done, of requests that were due at or after that moment. */
function latencies({ dueMs, doneMs, failed, untilMs }: Requests, fromMs: number): Float64Array {
  const all = new Float64Array(dueMs.length);
  let count = 0;
  dueMs.forEach((due, at) => {
    if (due < fromMs || due > untilMs || failed[at] === 1) return;
    const done = doneMs[at]!;
    all[count++] = (Number.isNaN(done) ? untilMs : done) - due;
  });
  return all.subarray(0, count);
}

function keptUp(requests: Requests): boolean | null {
  const { dueMs, untilMs } = requests;
  const [first, last] = [dueMs[0], dueMs.at(-1)];
  // Of a run that was cut off before all were due nothing is told.
  if (first === undefined || last === undefined || last > untilMs) return null;
  const medians: number[] = [];
  for (let part = 0; part < parts; part++) {
    const [from, to] = [part, part + 1].map((at) => Math.round((at / parts) * dueMs.length)) as [
      number,
      number,
    ];
    const those = { ...requests };
    for (const column of ['dueMs', 'startedMs', 'doneMs'] as const)
      those[column] = requests[column].subarray(from, to);
    const values = latencies({ ...those, failed: requests.failed.subarray(from, to) }, first).sort();
    if (values.length < fewestInPart) return null;
    medians.push(percentile(values, 0.5)!);
  }
  return medians.at(-1)! - Math.min(...medians) <= growthRatio * (last - first);
}

function mostBacklog({ dueMs, startedMs, untilMs }: Requests): number {
  const starts = startedMs.filter((at) => !Number.isNaN(at)).sort();
  let most = 0;
  let started = 0;
  dueMs.forEach((due, at) => {
    if (due > untilMs) return;
    while (started < starts.length && starts[started]! <= due) started++;
    most = Math.max(most, at + 1 - started);
  });
  return most;
}

/** So many were done in the second half of the time in which requests fell due, by the second; null before a second one. */
export function donePerSecond({ dueMs, doneMs }: Pick<Requests, 'dueMs' | 'doneMs'>): number | null {
  const [first, last] = [dueMs[0], dueMs.at(-1)];
  if (first === undefined || last === undefined || last <= first) return null;
  const half = (first + last) / 2;
  const done = doneMs.filter((at) => at > half && at <= last).length;
  return (done * 1000) / (last - half);
}
