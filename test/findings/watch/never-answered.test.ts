import { expect, test } from 'vitest';
import type { Request, Route } from '../../../source/session/requests.ts';
import { finding, finds, type WatchFigures, watchTable } from './helpers/watch.ts';

const atMs = 100_000;
let number = 0;

/** A request in flight for so long at the end. */
const waiting = (ms: number, more: Partial<Request> = {}): Request => ({
  ...{ request: ++number, kind: 'server', text: 'GET /q/7', startedMs: atMs - ms, endedMs: null },
  ...{ status: null, parent: null, lane: 0, ...more },
});
/** One that ended so long before the end, after as long; `status`: null, it got no answer. */
const ended = (tookMs: number, status: number | null, agoMs = 0): Request =>
  waiting(tookMs + agoMs, { endedMs: atMs - agoMs, status });
const several = (count: number, one: () => Request) => Array.from({ length: count }, one);

type Case = {
  waits?: readonly Request[];
  over?: readonly Request[];
  /** Of its route. */
  route?: Partial<Route> | null;
  busy?: number;
  /** For what share of the time its worker thread was busy. */
  thread?: number;
  runtime?: WatchFigures['runtime'];
};

/** Ten seconds in which three wait that long for a route that has been answered at once before. */
function serving(given: Case): WatchFigures {
  const { waits = several(3, () => waiting(10_000)), over = [], route = {}, busy = 0.01, thread = 0 } = given;
  return {
    ...{ atMs, over, inFlight: waits, runtime: given.runtime ?? 'node' },
    moments: [
      { atMs: atMs - 10_000, threadsMs: new Map([[1, 0]]) },
      { atMs, busyMs: busy * 10_000, measuredMs: 10_000, threadsMs: new Map([[1, thread * 10_000]]) },
    ],
    routes: route === null ? [] : [{ route: 'GET /q/:n', failed: 0, ...route }],
  };
}

const longest = (maxMs: number, failed = 0): Partial<Route> => ({
  durations: { counts: [], total: 100, maxMs },
  failed,
});
/** A call to another that is in flight, for one of three that wait or for nobody known. */
function asking(kind: 'own' | 'unknown' | 'before'): readonly Request[] {
  const waits = several(3, () => waiting(11_000));
  const of = kind === 'own' ? waits[0]!.request : null;
  const sinceMs = kind === 'before' ? 12_000 : 9000;
  return [...waits, waiting(sinceMs, { kind: 'client', text: 'GET api/x', parent: of })];
}

watchTable('never-answered', [
  ['three for ten seconds', serving({}), true],
  ['two', serving({ waits: several(2, () => waiting(30_000)) }), false],
  ['for less', serving({ waits: several(3, () => waiting(9900)) }), false],
  ['the loop is idle half of the time', serving({ busy: 0.48 }), true],
  ['it is not', serving({ busy: 0.55 }), false],
  ['a worker thread is full', serving({ thread: 0.95 }), false],
  ['nobody looked at the loop', { ...serving({}), moments: [] }, false],
  ['streams', serving({ waits: several(3, () => waiting(10_000, { status: 200 })) }), false],
  ['WebSockets', serving({ waits: several(3, () => waiting(90_000, { text: 'WebSocket /q' })) }), false],
  ['one of three asks others', serving({ waits: asking('own') }), false],
  ['somebody has asked others since', serving({ waits: asking('unknown') }), false],
  ['the program asks others all the time', serving({ waits: asking('before') }), true],
  ['long polling: one took more than half as long', serving({ over: [ended(5100, 200)] }), false],
  ['one took less', serving({ over: [ended(4900, 200)] }), true],
  ['the longest of all took longer', serving({ route: longest(5100) }), false],
  ['it did, and may have been cut off', serving({ route: longest(5100, 1) }), true],
  [
    'none was ever answered, for a minute',
    serving({ waits: several(3, () => waiting(60_000)), route: null }),
    true,
  ],
  ['for less', serving({ waits: several(3, () => waiting(59_000)), route: null }), false],
  ['all others were cut off', serving({ route: { count: 4, failed: 4 } }), false],
  ['their clients went away', serving({ waits: [], over: several(3, () => ended(30_000, 499)) }), true],
  [
    'they did so long ago',
    serving({ waits: [], over: several(3, () => ended(30_000, null, 61_000)) }),
    false,
  ],
  ['they failed', serving({ waits: [], over: several(3, () => ended(30_000, 500)) }), false],
]);

test('it says how many, how long, and what to look for', () => {
  const waits = [...several(3, () => waiting(12_000)), waiting(19_800)];
  expect(finding('never-answered', serving({ waits, over: [ended(10_000, null)] }))).toMatchObject({
    subject: 'GET /q/:n',
    severity: 'warning',
    saw: 'GET /q/:n: 5 requests got no answer for up to 19.8 s',
    figures: { requests: 5, inFlight: 4, longestMs: 19_800, loopBusyRatio: 0.01 },
    why: 'The loop is idle, and nothing that Heddle sees keeps them: no call to others, no full thread.',
    next: 'Look for a promise that never settles: no free connection in a pool, a lock that is kept, an answer that is never sent',
  });
});

test('for a minute is no waiting for news any more', () => {
  const of = (ms: number) =>
    finding('never-answered', serving({ waits: several(3, () => waiting(ms)) })).severity;
  expect([of(59_000), of(60_000)]).toEqual(['warning', 'problem']);
});

test('each route by itself, the most first; and of Python it does not say that calls are seen', () => {
  const others = several(4, () => waiting(10_000, { text: 'GET /r' }));
  const routes = ['GET /q/:n', 'GET /r'].map((route) => ({ route, failed: 0 }));
  const given = serving({ waits: [...several(3, () => waiting(10_000)), ...others], runtime: 'python' });
  const found = finds('never-answered', { ...given, routes });
  expect(found.map(({ subject }) => subject)).toEqual(['GET /r', 'GET /q/:n']);
  expect(found[0]).toMatchObject({
    why: 'The loop is idle, and nothing that Heddle sees keeps them: no full thread.',
    next: expect.stringMatching(/^Look for an await that never ends/),
  });
});
