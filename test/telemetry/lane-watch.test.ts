import { expect, test } from 'vitest';
import { LaneWatch } from '../../source/telemetry/lane-watch.ts';
import { MemoryRecorder } from '../../source/telemetry/recorder.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';

test('a run of one sample at its start and one at its end knows how busy its loop was', () => {
  const table = new SharedTable(1, 1);
  const recorder = new MemoryRecorder(table, 0);
  const watch = new LaneWatch(table, ['loop'], { pid: process.pid, lock: null });
  const utilization = (nowMs: number) => watch.samples(nowMs)[0]!.utilizationRatio;
  recorder.open(0, 10);
  recorder.beat(100, 50, 0, 1e6);
  watch.changes(100);
  expect(utilization(102)).toBeNull();
  recorder.beat(200, 130, 0, 1e6);
  expect(utilization(201)).toBe(0.8);
});
