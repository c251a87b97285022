import { expect, test } from 'vitest';
import { slotState } from '../../source/probe/request-layout.ts';
import { RequestTable, textOf } from '../../source/probe/request-table.ts';

/** The table as the two threads have it, each its own. */
function tables(slots: number) {
  const main = new RequestTable(undefined, { slots });
  return { main, watcher: new RequestTable(main.buffer, { slots }) };
}

const times = { number: 1, startedMs: 0, parent: null };
const server = { kind: 'server', method: 'GET', host: '', path: '/', ...times } as const;
const client = { ...server, kind: 'client', host: 'api', path: '/items', number: 2, parent: 1 } as const;

const statesOf = (table: RequestTable) =>
  Array.from({ length: table.slots }, (_, slot) => table.stateOf(slot));

test('the other thread sees a request begin and end', () => {
  const { main, watcher } = tables(3);
  const login = main.begin({ ...server, method: 'POST', path: '/login?password=a', startedMs: 10 });
  const call = main.begin({ ...client, startedMs: 12 });
  expect(statesOf(watcher)).toEqual([slotState.begun, slotState.begun, slotState.free]);
  expect([watcher.textOf(0), watcher.kindOf(0), watcher.parentOf(0)]).toEqual([
    'POST /login',
    'server',
    null,
  ]);
  expect([watcher.textOf(1), watcher.kindOf(1), watcher.parentOf(1)]).toEqual(['GET api/items', 'client', 1]);
  main.end('client', call, 15, null);
  main.end('server', login, 20, 204);
  expect([watcher.startedMs(0), watcher.endedMs(0), watcher.statusOf(0)]).toEqual([10, 20, 204]);
  expect(watcher.statusOf(1)).toBe(null);
});

test('slots are used anew once they were given back, and what finds none is counted', () => {
  const { main, watcher } = tables(2);
  const begin = () => main.begin(server);
  const first = begin();
  begin();
  const third = begin();
  expect(third).toBe(-1);
  main.end('server', first, 1, 200);
  // Who ended is still to be read.
  expect(begin()).toBe(-1);
  watcher.free([first]);
  expect(begin()).toBe(first);
  main.end('server', third, 1, 500);
  expect(watcher.counts).toEqual({ begun: 5, ended: 2, failed: 1, uncounted: 2 });
});

test('there is no more to look through than were ever in flight at once', () => {
  const { main, watcher } = tables(100);
  for (let at = 0; at < 50; at++) {
    const two = [main.begin(server), main.begin(server)];
    for (const slot of two) main.end('server', slot, 1, 200);
    watcher.free(watcher.slotsIn(slotState.ended));
  }
  expect([watcher.used, watcher.counts.ended]).toEqual([2, 100]);
});

test('of requests to the program those failed that nobody got an answer to, or one from 500 on', () => {
  const { main } = tables(1);
  for (const status of [200, 404, 498, 499, 500, 503]) main.end('server', -1, 0, status);
  main.end('client', -1, 0, 503);
  expect(main.counts).toMatchObject({ begun: 0, ended: 6, failed: 3 });
});

test('a long text is cut, and keeps to its slot', () => {
  const { main, watcher } = tables(2);
  const [long, short] = [`/${'a'.repeat(500)}`, '/b?c'].map((path) => ({ ...server, path }));
  main.begin(long!);
  main.begin(short!);
  const texts = [`GET /${'a'.repeat(139)}`, 'GET /b'];
  expect([watcher.textOf(0), watcher.textOf(1)]).toEqual(texts);
  // As it is before it is there.
  expect([textOf(long!), textOf(short!)]).toEqual(texts);
});
