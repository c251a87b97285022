import { expect, test } from 'vitest';
import { slotState } from '../../source/probe/request-layout.ts';
import { RequestLog } from '../../source/probe/request-log.ts';
import { RequestTable } from '../../source/probe/request-table.ts';

function log({ waits, slots = 3 }: { readonly waits: boolean; readonly slots?: number }) {
  const table = new RequestTable(undefined, { slots });
  const log = new RequestLog(table, { waits });
  const begin = (path: string) => log.begin('server', 'GET', '', path, null, 1);
  /** 32 requests; so many beginnings and ends are written as they come, until the next beat. */
  const fill = () => {
    for (let at = 0; at < 32; at++) log.end(begin('/before'), 1, 200);
  };
  return { table, log, begin, fill };
}

const statesOf = (table: RequestTable) =>
  Array.from({ length: table.slots }, (_, slot) => table.stateOf(slot));

test('of a busy server, what begins and ends between two beats waits, and is written in one go', () => {
  const { table, log: all, begin, fill } = log({ waits: true, slots: 35 });
  const states = () => statesOf(table).slice(32);
  fill();
  const [first, second] = [begin('/first'), begin('/second')];
  const call = all.begin('client', 'GET', 'api', '/items', second.number, 2);
  all.end(first, 3, 200);
  expect([states(), table.counts.begun]).toEqual([[0, 0, 0], 32]);
  expect([first.textInFlight, second.textInFlight]).toEqual([null, 'GET /second']);
  all.write();
  expect(states()).toEqual([slotState.ended, slotState.begun, slotState.begun]);
  expect([table.endedMs(32), table.statusOf(32), table.parentOf(34)]).toEqual([3, 200, second.number]);
  for (let at = 0; at < 64; at++) all.answers(begin('/more'), 200);
  all.end(call, 4, 201);
  all.end(second, 5, 500);
  expect(states()).toEqual([slotState.ended, slotState.begun, slotState.begun]);
  all.write();
  expect(states()).toEqual([slotState.ended, slotState.ended, slotState.ended]);
  expect([table.endedMs(33), table.statusOf(33), table.statusOf(34)]).toEqual([5, 500, 201]);
  expect(table.counts).toMatchObject({ begun: 98, ended: 34, failed: 1 });
});

test('of others each is written as it comes: who holds the loop is then seen meanwhile', () => {
  const { table, log: all, begin } = log({ waits: true });
  for (let beat = 1; beat < 100; beat++) {
    all.end(begin('/one'), 2, 200);
    expect(table.counts).toMatchObject({ begun: beat, ended: beat });
    table.free(table.slotsIn(slotState.ended));
    all.write();
  }
});

test('where nobody writes later, it is written at once', () => {
  const { table, log: all, begin } = log({ waits: false });
  const one = begin('/one');
  expect(table.stateOf(0)).toBe(slotState.begun);
  all.end(one, 2, 200);
  expect(table.stateOf(0)).toBe(slotState.ended);
});

test('so many that wait are written that their memory has a bound', () => {
  const { table, begin } = log({ waits: true, slots: 1000 });
  for (let at = 0; at < 64 + 600; at++) begin('/one');
  expect(table.counts.begun).toBe(64 + 512);
});

test('a request ends once, also where there was no room for it', () => {
  const { table, log: all, begin } = log({ waits: false, slots: 1 });
  const [first, second] = [begin('/first'), begin('/second')];
  expect([first.slot, second.slot, second.textInFlight]).toEqual([0, -1, 'GET /second']);
  for (const one of [first, second]) {
    all.end(one, 2, 200);
    all.end(one, 3, 499);
  }
  expect([table.endedMs(0), table.statusOf(0)]).toEqual([2, 200]);
  expect(table.counts).toEqual({ begun: 2, ended: 2, failed: 0, uncounted: 1 });
});

test('an answer that goes on is told, whenever the request is written', () => {
  const { table, log: all, begin, fill } = log({ waits: true, slots: 34 });
  fill();
  const [early, late] = [begin('/early'), begin('/late')];
  all.answers(early, 200);
  all.write();
  all.answers(late, 206);
  expect([table.answeringOf(32), table.answeringOf(33)]).toEqual([200, 206]);
});
