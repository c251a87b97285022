import { expect, test } from 'vitest';
import { bucketOf } from '../../../source/protocol/duration-buckets.ts';
import { finding, type WatchFigures, watchTable } from './helpers/watch.ts';

/** Of so many requests that took as long. */
function latest(count: number, tookMs: number) {
  const counts = Array.from({ length: bucketOf(tookMs) + 1 }, () => 0);
  counts[counts.length - 1] = count;
  return {
    newer: { turn: 2, count, failed: 0, durations: { counts, total: count, maxMs: tookMs } },
    older: null,
  };
}

const overMs = 70_000;
type Case = {
  /** For what share of the time each thread was busy, and the loop. */
  threads?: readonly number[];
  loop?: number;
  requests?: number;
  /** How long each took, and what it spent in calls to others. */
  tookMs?: number;
  callsMs?: number;
  /** For what share of the time the first thread was busy before, and whether anybody asked then. */
  before?: number;
  isAsked?: boolean;
  freeCores?: number;
};

/** 70 seconds of a server on two cores, after ten of which little is said. */
function serving(given: Case): WatchFigures {
  const { threads = [0.95], loop = 0.05, requests = 700, tookMs = 400, callsMs = 0, before = 0 } = given;
  const threadsMs = (ratio: (busy: number) => number) =>
    new Map(threads.map((busy, at) => [at + 1, before * 10_000 + ratio(busy) * overMs]));
  const begun = given.isAsked ? 1 : 0;
  return {
    atMs: 90_000,
    moments: [
      { atMs: 10_000, begun, threadsMs: new Map(threads.map((_, at) => [at + 1, 0])) },
      { atMs: 20_000, begun, threadsMs: threadsMs(() => 0), coreMs: 0, usedCoreMs: 0 },
      {
        ...{ atMs: 20_000 + overMs, begun: requests, ended: requests, threadsMs: threadsMs((busy) => busy) },
        ...{ busyMs: loop * overMs, measuredMs: overMs },
        ...{ coreMs: 2 * overMs, usedCoreMs: (2 - (given.freeCores ?? 0.95)) * overMs },
      },
    ],
    routes: [
      { kind: 'server', route: 'GET /sum', failed: 0, latest: latest(requests, tookMs) },
      ...(callsMs > 0
        ? [{ kind: 'client' as const, route: 'GET api/x', failed: 0, latest: latest(requests, callsMs) }]
        : []),
    ],
  };
}

/** One thread that computes 95 ms for each request. */
watchTable('threads-full', [
  ['full, the loop idle, and requests slow', serving({}), true],
  ['no thread is full', serving({ threads: [0.8, 0.8] }), false],
  ['one of several is, as that which writes logs is not', serving({ threads: [0.95, 0.01] }), true],
  ['no threads', serving({ threads: [] }), false],
  ['the loop has half of its time', serving({ loop: 0.48 }), true],
  ['it has less', serving({ loop: 0.6 }), false],
  ['they take 2.3 times what threads compute', serving({ requests: 383 }), true],
  ['they take 1.7 times that', serving({ requests: 283 }), false],
  ['nobody feels it', serving({ requests: 7000, tookMs: 98 }), false],
  ['somebody does', serving({ requests: 7000, tookMs: 104 }), true],
  ['ten', serving({ requests: 10, tookMs: 20_000 }), true],
  ['nine', serving({ requests: 9, tookMs: 20_000 }), false],
  ['calls take some of it', serving({ callsMs: 72 }), true],
  ['calls take more', serving({ callsMs: 92 }), false],
  ['threads computed little while nobody asked', serving({ before: 0.25 }), true],
  ['they computed as well while nobody asked', serving({ before: 0.35 }), false],
  ['what they do unasked was never seen', serving({ isAsked: true }), false],
]);

test('it says what threads computed, what is not known, and what to change', () => {
  expect(finding('threads-full', serving({ threads: [0.95, 0.01] }))).toMatchObject({
    saw: '1 of 2 worker threads had no time left, and GET /sum took 400 ms',
    why: 'They were busy 95 %: 95 ms per request. Requests seem to wait for them.',
    next: 'Give the pool more threads (maxThreads): cores are free',
    figures: { full: 1, threads: 2, msPerRequest: 95 },
  });
  expect(finding('threads-full', serving({ freeCores: 0.1 })).next).toMatch(/^Do less for each request/);
});
