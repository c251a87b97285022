import { expect, test } from 'vitest';
import { FreezeWatch } from '../../source/telemetry/freeze-watch.ts';
import { atRest, SharedTable } from '../../source/telemetry/shared-table.ts';

test('a loop that has ended is not late; the next one may freeze again', () => {
  const table = new SharedTable(1, 0);
  const watch = new FreezeWatch(table);
  table.beats.write(0, 10, 0, 0);
  table.beats.write(1, 20, 10, 1);
  table.beats.write(2, 22, atRest, 0);
  expect(watch.read(30).events).toEqual([]);
  expect(watch.read(500).events).toEqual([]);
  expect(watch.overdueMs(500)).toBe(0);
  table.beats.write(3, 600, 0, 0);
  expect(watch.read(605).events).toEqual([]);
  expect(watch.read(700).events).toMatchObject([{ type: 'held', durationMs: 95, over: false }]);
});

test('a loop that is let sleep is not late before its beat is due, and the beats it was spared were in time', () => {
  const table = new SharedTable(1, 0);
  const watch = new FreezeWatch(table);
  table.beats.write(0, 10, 10, 1);
  table.lanes[0]!.periodMs = 40;
  expect(watch.read(60)).toEqual({ lagsMs: [0], events: [] });
  expect(watch.overdueMs(60)).toBe(10);
  // It began to be held at some time in those 40 ms.
  expect(watch.read(75).events).toMatchObject([{ durationMs: 45, over: false }]);
  table.beats.write(1, 97, 57, 60);
  expect(watch.read(98)).toMatchObject({ lagsMs: [47, 0, 0, 0], events: [{ durationMs: 60, over: true }] });
  table.beats.write(2, 137, 10, 1);
  expect(watch.read(138)).toEqual({ lagsMs: [0, 0, 0, 0], events: [] });
});
