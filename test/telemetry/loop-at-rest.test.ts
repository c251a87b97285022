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
