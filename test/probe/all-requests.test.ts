import { expect, test } from 'vitest';
import { AllRequests } from '../../source/probe/all-requests.ts';
import { RequestTable } from '../../source/probe/request-table.ts';
import { ownTable, threadMemory } from '../../source/probe/thread-requests.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';

const server = { kind: 'server', method: 'GET', host: '', parent: null } as const;

/** A process of three lanes, with the requests of its main loop and of its threads. */
function program() {
  const { lanes } = new SharedTable(3, 0);
  const [memory, main] = [threadMemory(), new RequestTable()];
  const all = new AllRequests(lanes, main, memory);
  let nowMs = 0;
  return {
    main,
    lanes,
    /** A thread begins as that lane. */
    thread(lane: number) {
      lanes[lane]!.open(1, 100 + lane, 20);
      return ownTable(memory, lane, nowMs);
    },
    told() {
      nowMs += 300;
      all.look(nowMs, nowMs);
      return all.changes(nowMs)[0];
    },
  };
}

test('requests of all threads are counted together, and each is told with its lane', () => {
  const { main, thread, told } = program();
  const [one, two] = [thread(1), thread(2)];
  main.end(main.begin({ ...server, path: '/users/1', atMs: 0 }), 5, 200);
  one.end(one.begin({ ...server, path: '/users/2', atMs: 0 }), 5, 500);
  const waits = two.begin({ ...server, path: '/waits', atMs: 0 });
  const event = told();
  expect(event).toMatchObject({ begun: 3, ended: 2, failed: 1, uncounted: 0 });
  expect(event?.routes).toMatchObject([{ route: 'GET /users/:n', count: 2, failed: 1 }]);
  expect(event?.rows.map(({ text, lane, endedMs }) => [text, lane, endedMs])).toEqual([
    ['GET /users/2', 1, 5],
    ['GET /waits', 2, null],
  ]);
  expect(told()).toBeUndefined();
  two.end(waits, 700, 200);
  expect(told()).toMatchObject({ ended: 3, rows: [{ text: 'GET /waits', lane: 2, endedMs: 700 }] });
});

test('what a thread leaves in flight has failed, and the next one in its lane has numbers of its own', () => {
  const { lanes, thread, told } = program();
  const first = thread(1);
  const left = first.begin({ ...server, path: '/waits', atMs: 0 });
  expect(told()).toMatchObject({ begun: 1, ended: 0 });
  lanes[1]!.close();
  expect(told()).toMatchObject({ begun: 1, ended: 1, failed: 1 });
  const second = thread(1);
  expect(second.begin({ ...server, path: '/again', atMs: 600 }).number).not.toBe(left.number);
  expect(told()).toMatchObject({ begun: 2, ended: 1, rows: [{ text: 'GET /again' }] });
});

test('what a thread left that went without a word is over once another takes its lane', () => {
  const { thread, told } = program();
  thread(1).begin({ ...server, path: '/waits', atMs: 0 });
  expect(told()).toMatchObject({ begun: 1, ended: 0 });
  thread(1);
  expect(told()).toMatchObject({ begun: 1, ended: 1, failed: 1 });
});
