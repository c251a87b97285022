import { expect, test } from 'vitest';
import { type Begun, RequestTable, slotState } from '../../source/probe/request-table.ts';

/** The table as the two threads have it, each its own. */
function tables(slots: number) {
  const main = new RequestTable(undefined, { slots });
  return { main, watcher: new RequestTable(main.buffer, { slots }) };
}

const server = { kind: 'server', method: 'GET', host: '', path: '/', atMs: 0, parent: null } as const;
const client = { kind: 'client', method: 'GET', host: 'api', path: '/items', parent: 1 } as const;

const statesOf = (table: RequestTable) =>
  Array.from({ length: table.slots }, (_, slot) => table.stateOf(slot));

test('the other thread sees a request begin and end', () => {
  const { main, watcher } = tables(3);
  const login = main.begin({ ...server, method: 'POST', path: '/login?password=a', atMs: 10 });
  const call = main.begin({ ...client, atMs: 12 });
  expect(statesOf(watcher)).toEqual([slotState.begun, slotState.begun, slotState.free]);
  expect([watcher.textOf(0), watcher.kindOf(0), watcher.parentOf(0)]).toEqual([
    'POST /login',
    'server',
    null,
  ]);
  expect([watcher.textOf(1), watcher.kindOf(1), watcher.parentOf(1)]).toEqual(['GET api/items', 'client', 1]);
  main.end(call, 15, null);
  main.end(login, 20, 204);
  expect([watcher.startedMs(0), watcher.endedMs(0), watcher.statusOf(0)]).toEqual([10, 20, 204]);
  expect(watcher.statusOf(1)).toBe(null);
});

test('slots are used anew once they were given back, and what finds none is counted', () => {
  const { main, watcher } = tables(2);
  const begin = () => main.begin(server);
  const first = begin();
  begin();
  const third = begin();
  expect([third.slot, third.number]).toEqual([-1, 3]);
  main.end(first, 1, 200);
  // Who ended is still to be read.
  expect(begin().slot).toBe(-1);
  watcher.free([first.slot]);
  expect(begin().slot).toBe(first.slot);
  main.end(third, 1, 500);
  expect(watcher.counts).toEqual({ begun: 5, ended: 2, failed: 1, uncounted: 2 });
});

test('of requests to the program those failed that nobody got an answer to, or one from 500 on', () => {
  const { main } = tables(1);
  const end = (kind: 'server' | 'client', status: number) =>
    main.end({ kind, slot: -1, number: 1, status: null, over: false }, 0, status);
  for (const status of [200, 404, 498, 499, 500, 503]) end('server', status);
  end('client', 503);
  expect(main.counts).toMatchObject({ begun: 0, ended: 6, failed: 3 });
});

test('a request is known by its slot only until it is over, and ends once', () => {
  const { main, watcher } = tables(1);
  const first = main.begin({ ...server, path: '/first' });
  expect(main.textInFlight(first)).toBe('GET /first');
  main.end(first, 1, 200);
  main.end(first, 2, 499);
  expect(main.textInFlight(first)).toBe(null);
  expect([watcher.endedMs(0), watcher.counts.ended]).toEqual([1, 1]);
  watcher.free([0]);
  const second = main.begin({ ...server, path: '/second' });
  expect([main.textInFlight(first), main.textInFlight(second)]).toEqual([null, 'GET /second']);
  const none: Begun = { kind: 'server', slot: -1, number: 9, status: null, over: false };
  expect(main.textInFlight(none)).toBe(null);
});

test('a long text is cut, and keeps to its slot', () => {
  const { main, watcher } = tables(2);
  main.begin({ ...server, path: `/${'a'.repeat(500)}` });
  main.begin({ ...server, path: '/b' });
  expect(watcher.textOf(0)).toBe(`GET /${'a'.repeat(139)}`);
  expect(watcher.textOf(1)).toBe('GET /b');
});
