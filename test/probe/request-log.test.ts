import { expect, test } from 'vitest';
import { FastRequests } from '../../source/probe/fast-requests.ts';
import { slotState } from '../../source/probe/request-layout.ts';
import { RequestLog } from '../../source/probe/request-log.ts';
import { RequestTable } from '../../source/probe/request-table.ts';

/** `before`: so many requests that are written as they come, before others wait for the next beat. */
const before = 8;

function log({ waits, slots = 3 }: { readonly waits: boolean; readonly slots?: number }) {
  const table = new RequestTable(undefined, { slots });
  const fast = waits ? new FastRequests() : null;
  const log = new RequestLog(table, { fast });
  const begin = (path: string, atMs = 1) => log.begin('server', 'GET', '', path, null, atMs);
  const fill = () => {
    for (let at = 0; at < before; at++) log.end(begin('/before'), 1, 200);
  };
  const counted = () => fast?.take().map(({ route, count }) => [route, count]);
  return { table, log, begin, fill, counted };
}

const statesOf = (table: RequestTable) =>
  Array.from({ length: table.slots }, (_, slot) => table.stateOf(slot));

test('of a busy server, what is in flight at a beat is written then, and what was fast is only counted', () => {
  const { table, log: all, begin, fill, counted } = log({ waits: true, slots: before + 3 });
  const states = () => statesOf(table).slice(before);
  fill();
  const [first, second] = [begin('/first'), begin('/second')];
  const call = all.begin('client', 'GET', 'api', '/items', second.number, 2);
  all.end(first, 3, 200);
  expect([states(), table.counts.begun]).toEqual([[0, 0, 0], before]);
  expect([first.textInFlight, second.textInFlight]).toEqual([null, 'GET /second']);
  all.write();
  expect(states()).toEqual([slotState.begun, slotState.begun, slotState.free]);
  expect([table.counts.ended, counted()]).toEqual([before, [['GET /first', 1]]]);
  expect(table.parentOf(before + 1)).toBe(second.number);
  for (let at = 0; at < 2 * before; at++) all.answers(begin('/more'), 200);
  all.end(call, 4, 201);
  all.end(second, 5, 500);
  expect(states().slice(0, 2)).toEqual([slotState.begun, slotState.begun]);
  all.write();
  expect(states().slice(0, 2)).toEqual([slotState.ended, slotState.ended]);
  expect([table.endedMs(before), table.statusOf(before), table.statusOf(before + 1)]).toEqual([5, 500, 201]);
  expect(table.counts).toMatchObject({ begun: 3 * before + 1, ended: before + 1, failed: 1 });
  expect(counted()).toEqual([]);
});

test('one that was slow or has failed is written, though nobody saw it in flight', () => {
  const { table, log: all, begin, fill, counted } = log({ waits: true, slots: 20 });
  fill();
  const [slow, failed, gone] = [begin('/slow'), begin('/failed'), begin('/gone')];
  all.end(slow, 52, 200);
  all.end(failed, 2, 500);
  all.end(gone, 2, 499);
  all.write();
  expect(
    table
      .slotsIn(slotState.ended)
      .slice(before)
      .map((slot) => table.textOf(slot)),
  ).toEqual(['GET /slow', 'GET /failed', 'GET /gone']);
  expect([counted(), table.counts.failed]).toEqual([[], 2]);
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

test('long before the next beat, fast ones are counted in rows of 64, and of those in flight so many wait that their memory has a bound', () => {
  const { table, log: all, begin, fill, counted } = log({ waits: true, slots: 1000 });
  fill();
  for (let at = 0; at < 100; at++) all.end(begin('/fast'), 1, 200);
  // The one whose beginning ends a row is in flight then.
  expect(counted()).toEqual([['GET /fast', 63]]);
  for (let at = 0; at < 600; at++) begin('/waits');
  const { begun, ended } = table.counts;
  expect([ended, counted()]).toEqual([before, [['GET /fast', 37]]]);
  expect(begun - ended).toBeGreaterThanOrEqual(600 - 256);
  expect(begun - ended).toBe(table.slotsIn(slotState.begun).length);
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
  const { table, log: all, begin, fill } = log({ waits: true, slots: before + 2 });
  fill();
  const [early, late] = [begin('/early'), begin('/late')];
  all.answers(early, 200);
  all.write();
  all.answers(late, 206);
  expect([table.answeringOf(before), table.answeringOf(before + 1)]).toEqual([200, 206]);
});

test('a call whose answer has begun is waited for until it is over, whenever it is written', () => {
  const { table, log: all, fill } = log({ waits: true, slots: before + 1 });
  fill();
  const call = all.begin('client', 'GET', 'api', '/items', null, 1);
  call.status = 200;
  all.write();
  expect([table.stateOf(before), table.answeringOf(before)]).toEqual([slotState.begun, null]);
  all.end(call, 60, 200);
  all.write();
  expect([table.stateOf(before), table.statusOf(before)]).toEqual([slotState.ended, 200]);
});

test('whether any waits is true also where a look comes just as that is noted', () => {
  const { table, log: all, begin, fill } = log({ waits: true, slots: before + 1 });
  fill();
  const { get, set } = Object.getOwnPropertyDescriptor(RequestTable.prototype, 'waits')!;
  Object.defineProperty(table, 'waits', {
    get: get!,
    set(waits: boolean) {
      all.write();
      set!.call(table, waits);
    },
  });
  begin('/waits');
  expect([table.waits, table.slotsIn(slotState.begun)]).toEqual([true, []]);
  all.write();
  expect([table.waits, table.slotsIn(slotState.begun).length]).toEqual([false, 1]);
});
