import { expect, test } from 'vitest';
import { AllRequests } from '../../source/probe/all-requests.ts';
import { RequestLog } from '../../source/probe/request-log.ts';
import { RequestTable } from '../../source/probe/request-table.ts';
import { ownTable, threadMemory } from '../../source/probe/thread-requests.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';

const begin = (log: RequestLog, path: string, atMs: number) =>
  log.begin('server', 'GET', '', path, null, atMs);

/** A process of three lanes, with the requests of its main loop and of its threads. */
function program() {
  const { lanes } = new SharedTable(3, 0);
  const [memory, table] = [threadMemory(), new RequestTable()];
  const all = new AllRequests(lanes, table, memory);
  let nowMs = 0;
  return {
    all,
    main: new RequestLog(table),
    lanes,
    /** A thread begins as that lane. */
    thread(lane: number) {
      lanes[lane]!.open(1, 100 + lane, 20);
      const { table, firstNumber } = ownTable(memory, lane, nowMs);
      return new RequestLog(table, { firstNumber });
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
  main.end(begin(main, '/users/1', 0), 5, 200);
  one.end(begin(one, '/users/2', 0), 5, 500);
  const waits = begin(two, '/waits', 0);
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

test('what the program has counted itself is told with what was counted here', () => {
  const { all, main, told } = program();
  main.end(begin(main, '/users/1', 0), 5, 500);
  const durations = [[200, 2]] as const;
  const counted = { kind: 'server', route: 'GET /users/:n', failed: 0, longestMs: 3 } as const;
  all.count([{ ...counted, count: 2, sumMs: 4, durations: durations.map((one) => [...one]) }]);
  all.count([{ ...counted, route: 'GET /', count: 1, sumMs: 3, durations: [[220, 1]] }]);
  const users = { route: 'GET /users/:n', count: 3, failed: 1, sumMs: 9, longestMs: 5 };
  const event = told();
  expect(event).toMatchObject({ begun: 4, ended: 4, failed: 1 });
  expect(event?.routes).toMatchObject([users, { route: 'GET /', count: 1, sumMs: 3, longestMs: 3 }]);
  expect(told()).toBeUndefined();
});

test('what a thread leaves in flight has failed, and the next one in its lane has numbers of its own', () => {
  const { lanes, thread, told } = program();
  const first = thread(1);
  const left = begin(first, '/waits', 0);
  expect(told()).toMatchObject({ begun: 1, ended: 0 });
  lanes[1]!.close();
  expect(told()).toMatchObject({ begun: 1, ended: 1, failed: 1 });
  const second = thread(1);
  expect(begin(second, '/again', 600).number).not.toBe(left.number);
  expect(told()).toMatchObject({ begun: 2, ended: 1, rows: [{ text: 'GET /again' }] });
});

test('what a thread left that went without a word is over once another takes its lane', () => {
  const { thread, told } = program();
  begin(thread(1), '/waits', 0);
  expect(told()).toMatchObject({ begun: 1, ended: 0 });
  thread(1);
  expect(told()).toMatchObject({ begun: 1, ended: 1, failed: 1 });
});
