import { expect, test } from 'vitest';
import { FastRequests } from '../../source/probe/fast-requests.ts';
import type { Logged } from '../../source/probe/logged.ts';
import { RequestLog } from '../../source/probe/request-log.ts';
import { RequestTable } from '../../source/probe/request-table.ts';
import { RequestWatch } from '../../source/probe/request-watch.ts';
import { bucketOf } from '../../source/protocol/duration-buckets.ts';

/** A program of which every look sees a loop that has turned. */
function program(slots?: number, fast: FastRequests | null = null) {
  const table = new RequestTable(undefined, slots === undefined ? {} : { slots });
  const watch = new RequestWatch(table);
  const log = new RequestLog(table, { fast });
  const begin = (text: string, atMs: number) => {
    const [method = '', path = ''] = text.split(' ');
    return log.begin('server', method, '', path, null, atMs);
  };
  const end = (one: Logged, atMs: number, status = 200) => log.end(one, atMs, status);
  const told = (atMs: number) => {
    watch.look(atMs);
    return watch.changes(atMs)[0];
  };
  return { log, watch, begin, end, told };
}

test('fast requests are told by their routes alone', () => {
  const { begin, end, told } = program();
  for (let user = 0; user < 30; user++) end(begin(`GET /users/${user}`, 0), 50, user === 0 ? 404 : 200);
  expect(told(300)).toMatchObject({
    ...{ begun: 30, ended: 30, failed: 0, uncounted: 0, rows: [] },
    routes: [
      {
        ...{ kind: 'server', route: 'GET /users/:n', count: 30, failed: 0, sumMs: 1500, longestMs: 50 },
        durations: [[bucketOf(50), 30]],
      },
    ],
  });
});

test('nothing is told where nothing happens, and four times a second at most', () => {
  const { begin, end, told } = program();
  expect(told(0)).toBeUndefined();
  end(begin('GET /', 1), 2);
  expect(told(249)).toBeUndefined();
  expect(told(250)?.ended).toBe(1);
  expect(told(500)).toBeUndefined();
});

test('a request that takes long is told once while it is in flight, and once more as it ends', () => {
  const { begin, end, told } = program();
  const report = begin('GET /report', 0);
  const row = { request: 1, kind: 'server', text: 'GET /report', startedMs: 0, parent: null, lane: null };
  expect(told(50)).toMatchObject({ begun: 1, rows: [] });
  expect(told(300)?.rows).toEqual([{ ...row, endedMs: null, status: null }]);
  expect(told(600)).toBeUndefined();
  end(report, 700, 200);
  expect(told(900)?.rows).toEqual([{ ...row, endedMs: 700, status: 200 }]);
});

test('one whose answer begins and goes on is told once more, and holds no loop that may be another’s', () => {
  const { log, begin, end, told, watch } = program();
  const events = begin('GET /events', 0);
  expect(told(300)?.rows).toMatchObject([{ text: 'GET /events', endedMs: null, status: null }]);
  log.answers(events, 200);
  expect(told(600)?.rows).toMatchObject([{ text: 'GET /events', endedMs: null, status: 200 }]);
  expect(told(900)).toBeUndefined();
  begin('GET /report', 700);
  expect(watch.likely(1000)).toBe('GET /report');
  end(events, 1100, 200);
  expect(told(1200)?.rows).toMatchObject([
    { text: 'GET /events', endedMs: 1100, status: 200 },
    { text: 'GET /report', endedMs: null, status: null },
  ]);
  // In the place of the one that is over.
  begin('GET /next', 1300);
  expect(told(1500)?.rows).toMatchObject([{ text: 'GET /next', status: null }]);
});

test('of many slow ones the slowest are told, and of those that were in flight each', () => {
  const { begin, end, told } = program();
  const shown = Array.from({ length: 30 }, () => begin('GET /report', 0));
  expect(told(300)?.rows).toHaveLength(30);
  for (const one of shown) end(one, 310);
  for (let at = 0; at < 300; at++) end(begin('GET /slow', 310), 361 + at);
  const rows = told(900)?.rows ?? [];
  expect(rows.filter(({ text }) => text === 'GET /report')).toHaveLength(30);
  const slow = rows.filter(({ text }) => text === 'GET /slow').map(({ endedMs }) => endedMs);
  expect(slow).toEqual(Array.from({ length: 20 }, (_, at) => 660 - at));
});

test('of many in flight the oldest are told first, and those that end meanwhile not at all', () => {
  const { begin, end, told } = program();
  const all = Array.from({ length: 250 }, () => begin('GET /report', 0));
  const numbers = (atMs: number) => told(atMs)?.rows.map(({ request }) => request) ?? [];
  const first = Array.from({ length: 100 }, (_, at) => at + 1);
  expect(numbers(300)).toEqual(first);
  for (const one of all.slice(100, 200)) end(one, 310);
  // Twenty of the hundred that have ended were as slow as the slowest.
  expect(numbers(600).slice(20)).toEqual(first.slice(0, 50).map((number) => number + 200));
});

test('those that failed are told, however fast', () => {
  const { begin, end, told } = program();
  end(begin('GET /gone', 0), 1, 499);
  for (let at = 0; at < 100; at++) end(begin('GET /broken', 0), 1, 500);
  const event = told(300);
  expect(event).toMatchObject({ ended: 101, failed: 101 });
  expect(event?.rows).toHaveLength(50);
  expect(event?.routes).toMatchObject([
    { route: 'GET /gone', failed: 1 },
    { route: 'GET /broken', failed: 100 },
  ]);
});

test('of more than 200 routes the rest are one', () => {
  const { begin, end, told } = program();
  const ask = (from: number) => {
    for (let at = from; at < from + 150; at++) end(begin(`GET /page-${at}-of-many`, 0), 1);
  };
  ask(0);
  expect(told(300)?.routes).toHaveLength(150);
  ask(100);
  const routes = told(600)?.routes ?? [];
  expect(routes).toHaveLength(101);
  expect(routes.find(({ route }) => route === 'other')?.count).toBe(50);
});

test('while the loop is held, what has ended is left where it is as long as there is room', () => {
  const { begin, end, watch } = program(4);
  watch.look(0);
  for (let one = 0; one < 4; one++) {
    const begun = begin('GET /', 1);
    expect(begun.slot).toBeGreaterThanOrEqual(0);
    end(begun, 2);
    watch.look(0);
  }
  // The second of each two gave both back.
  expect(begin('GET /', 3).slot).toBeGreaterThanOrEqual(0);
});

test.each<[string, (of: ReturnType<typeof program>) => void, string | null]>([
  ['nothing is in flight', () => {}, null],
  ['one began as the loop was held', ({ begin }) => begin('POST /login', 996), 'POST /login'],
  ['one is in flight, from before', ({ begin }) => begin('GET /report', 900), 'GET /report'],
  ['two are, from before', ({ begin }) => [begin('GET /a', 900), begin('GET /b', 990)], null],
  ['one of them began then', ({ begin }) => [begin('GET /a', 900), begin('GET /b', 1001)], 'GET /b'],
  ['both began then', ({ begin }) => [begin('GET /a', 998), begin('GET /b', 1001)], null],
  ['it has ended', ({ begin, end }) => end(begin('GET /a', 998), 1050), null],
  ['it was sent', ({ log }) => log.begin('client', 'GET', 'api', '/items', null, 998), null],
])('which request likely holds a loop since second 1: %s', (_, happen, request) => {
  const of = program();
  happen(of);
  expect(of.watch.likely(1000)).toBe(request);
});

test.each<[string, (of: ReturnType<typeof program>) => void, string | null]>([
  ['nothing is in flight', () => {}, null],
  ['one began as the loop had turned', ({ begin }) => begin('POST /login', 1000), 'POST /login'],
  ['it began before', ({ begin }) => begin('POST /login', 999), null],
  [
    'another one is in flight, from before',
    ({ begin }) => [begin('GET /a', 900), begin('GET /b', 1001)],
    null,
  ],
  [
    'beside one whose answer goes on',
    ({ begin, log }) => [log.answers(begin('GET /events', 900), 200), begin('GET /b', 1001)],
    'GET /b',
  ],
  ['it has ended', ({ begin, end }) => end(begin('GET /a', 1001), 1002), null],
  [
    'another one ended before',
    ({ begin, end }) => [end(begin('GET /a', 1001), 1002), begin('GET /b', 1002)],
    'GET /b',
  ],
  [
    'another one ended since',
    ({ begin, end }) => {
      const other = begin('GET /a', 900);
      begin('GET /b', 1001);
      end(other, 1002);
    },
    null,
  ],
  [
    'it has sent one since',
    ({ begin, log }) => [begin('GET /b', 1001), log.begin('client', 'GET', 'api', '/items', 1, 1002)],
    null,
  ],
  [
    'some are not written yet',
    ({ begin, end, log }) => {
      for (let at = 0; at < 7; at++) end(begin('GET /fast', 1000), 1000);
      log.begin('client', 'GET', 'api', '/items', null, 1000);
      begin('GET /b', 1001);
      begin('GET /c', 1001);
    },
    null,
  ],
  [
    'they are by now',
    ({ begin, end, log }) => {
      for (let at = 0; at < 30; at++) end(begin('GET /fast', 1000), 1000);
      log.write();
      begin('GET /b', 1001);
    },
    'GET /b',
  ],
])(
  'which request is told to hold a loop that turned at second 1, until it says so: %s',
  (_, happen, request) => {
    const of = program(64, new FastRequests());
    happen(of);
    expect(of.watch.lastBegun(1000)).toBe(request);
  },
);

test('nor is one told, until it says so, where there was no room for all', () => {
  const { begin, watch } = program(1);
  begin('GET /a', 1001);
  expect(watch.lastBegun(1000)).toBe('GET /a');
  begin('GET /b', 1001);
  expect(watch.lastBegun(1000)).toBe(null);
});

test('of a loop that is woken less often it may have begun as long before', () => {
  const { begin, watch } = program();
  begin('GET /before', 950);
  watch.look(980);
  begin('GET /since', 985);
  expect(watch.likely(1000)).toBe('GET /since');
});

test('which it was, as the loop turns: the first that ended after it was held', () => {
  const { begin, end, watch } = program();
  const [early, first, second] = ['GET /early', 'GET /first', 'GET /second'].map((text) => begin(text, 900));
  expect(watch.firstEnded(1000)).toBe(null);
  end(early!, 1002);
  end(second!, 1200);
  end(first!, 1150);
  expect(watch.firstEnded(1000)).toBe('GET /first');
});
