import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { taskStateCode } from '../../source/protocol/task-rows.ts';
import { FileRecorder, MemoryRecorder, type Recorder } from '../../source/telemetry/recorder.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';
import { flagInFile } from '../../source/telemetry/table-file.ts';
import { laneState, tableLayout } from '../../source/telemetry/table-layout.ts';
import { laneIn, stateIn } from '../../source/telemetry/task-records.ts';
import { TaskScan } from '../../source/telemetry/task-scan.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { taskRow } from '../helpers/rows.ts';

/** What a program in another language would write, by the numbers of the specification. */
function writtenByHand(lanes: number, tasks: number): SharedTable {
  const buffer = new SharedArrayBuffer(64 + 64 * 32 + lanes * 104 + tasks * 32);
  const bytes = new DataView(buffer);
  const little = new Uint8Array(Uint32Array.of(1).buffer)[0] === 1;
  const double = (at: number, value: number) => bytes.setFloat64(at, value, little);
  const single = (at: number, value: number) => bytes.setFloat32(at, value, little);
  const word = (at: number, value: number) => bytes.setInt32(at, value, little);
  word(0, 3);
  word(4, 1);
  const beat = 64 + 2 * 32;
  for (const [field, value] of [30, 10.5, 7, 2.5].entries()) double(beat + field * 8, value);
  const lane = 64 + 64 * 32 + (lanes - 1) * 104;
  for (const [field, value] of [40, 8, 0.5, 1e6].entries()) double(lane + field * 8, value);
  for (const [field, value] of [1, 100, 101, 2, 77, 20, 4].entries()) word(lane + 32 + field * 4, value);
  single(lane + 60, 1.5);
  for (const [field, value] of [6, 4, 2e6, 3e6, 5].entries()) double(lane + 64 + field * 8, value);
  const task = 64 + 64 * 32 + lanes * 104 + (tasks - 1) * 32;
  for (const [field, value] of [1, 2, 3].entries()) double(task + field * 8, value);
  word(task + 24, taskStateCode.done + 256 * (lanes - 1));
  single(task + 28, 0.75);
  return new SharedTable(lanes, tasks, buffer);
}

describe('layout', () => {
  test.each([
    [1, 1],
    [3, 5],
    [257, 1000],
  ])('%i lanes and %i tasks: every field is where the specification says', (lanes, tasks) => {
    const table = writtenByHand(lanes, tasks);
    expect(tableLayout(lanes, tasks).bytes).toBe(table.buffer.byteLength);
    expect(table.cancelled).toBe(true);
    expect(table.takeTask()).toBe(3);
    expect(table.beats.read(2)).toEqual({ atMs: 30, gapMs: 10.5, activeMs: 7, collectorMs: 2.5 });
    const lane = table.lanes.at(-1)!;
    expect([lane.state, lane.pid, lane.tid]).toEqual([laneState.open, 100, 101]);
    expect([lane.task, lane.ticket, lane.periodMs, lane.copyMs]).toEqual([2, 77, 20, 1.5]);
    expect(lane.lastBeat).toEqual({ atMs: 40, activeMs: 8, lagMs: 0.5 });
    expect(lane.heapUsedBytes).toBe(1e6);
    expect(lane.collected).toEqual({
      ...{ collectorMs: 6, youngMs: 4, longMs: 5 },
      ...{ keptBytes: 2e6, keptBufferBytes: 3e6 },
    });
    const last = tasks - 1;
    expect(
      [table.tasks.queuedMs, table.tasks.startedMs, table.tasks.endedMs].map((at) =>
        at.call(table.tasks, last),
      ),
    ).toEqual([1, 2, 3]);
    const seen = table.tasks.stateAndLane(last);
    expect([stateIn(seen), laneIn(seen), table.tasks.progress(last)]).toEqual([
      taskStateCode.done,
      lanes - 1,
      0.75,
    ]);
  });

  test('in the beginning all tasks wait and no time is known', () => {
    const { tasks, lanes } = new SharedTable(2, 3);
    expect([0, 1, 2].map((task) => tasks.stateOf(task))).toEqual([0, 0, 0]);
    expect(tasks.startedMs(2)).toBeNaN();
    expect(lanes.map(({ task, lastBeat, heapUsedBytes }) => [task, lastBeat, heapUsedBytes])).toEqual([
      [null, null, null],
      [null, null, null],
    ]);
  });

  test('a place is claimed by one alone, and anew when its lane has died', () => {
    const lane = new SharedTable(2, 1).lanes[1]!;
    expect([lane.claim(), lane.claim()]).toEqual([true, false]);
    lane.open(1, 1, 20);
    expect(lane.claim()).toBe(false);
    lane.state = laneState.crashed;
    lane.close();
    expect(lane.state).toBe(laneState.crashed);
    expect(lane.claim()).toBe(true);
  });
});

/** A table in a file, as children have it. */
function tableFile(table: SharedTable): { fd: number; bytes: () => Buffer } {
  const path = join(temporaryFolder(), 'table');
  const fd = openSync(path, 'w+');
  onTestFinished(() => closeSync(fd));
  writeSync(fd, new Uint8Array(table.buffer));
  return { fd, bytes: () => readFileSync(path) };
}

test('memory and file hold the same bytes after the same records', () => {
  const table = new SharedTable(3, 4);
  const file = tableFile(table);
  const records = (recorder: Recorder) => {
    recorder.open(77, 20);
    recorder.started(1, 5.5);
    recorder.yielded();
    recorder.progress(1, 0.25);
    recorder.ended(1, 'done', 9);
    recorder.started(2, 10);
    recorder.yielded();
    recorder.ended(2, 'failed', 11);
    recorder.started(3, 12);
    recorder.yielded();
    recorder.beat(13, 1, 0.5, 1e6);
    recorder.beat(33, 2, 0.1, 2e6);
    recorder.copied(0.25);
    recorder.copied(1.5);
    // Found out late: its start stays its own.
    recorder.ended(1, 'failed', 40);
  };
  records(new FileRecorder(file.fd, tableLayout(3, 4), 2));
  records(new MemoryRecorder(table, 2));
  const inFile = new SharedTable(3, 4, new Uint8Array(file.bytes()).buffer as unknown as SharedArrayBuffer);
  for (const task of [0, 1, 2, 3]) {
    const recordIn = ({ tasks }: SharedTable) => [
      tasks.stateAndLane(task),
      tasks.queuedMs(task),
      tasks.startedMs(task),
      tasks.endedMs(task),
      tasks.progress(task),
    ];
    expect(recordIn(inFile)).toEqual(recordIn(table));
  }
  const from = tableLayout(3, 4).lanesAt;
  const lanes = (bytes: Uint8Array) => Buffer.from(bytes).subarray(from, tableLayout(3, 4).tasksAt);
  expect(lanes(file.bytes())).toEqual(lanes(new Uint8Array(table.buffer)));
});

test('a cancel in the header is seen by both', () => {
  const table = new SharedTable(1, 1);
  const file = tableFile(table);
  const recorders = [new MemoryRecorder(table, 0), new FileRecorder(file.fd, tableLayout(1, 1), 0)];
  expect(recorders.map((recorder) => recorder.cancelled)).toEqual([false, false]);
  table.cancel();
  flagInFile(file.fd, 'cancelled');
  expect(recorders.map((recorder) => recorder.cancelled)).toEqual([true, true]);
});

describe('task scan', () => {
  const rowsOf = (scan: TaskScan) =>
    scan.changes(1).flatMap((event) => (event.type === 'tasks' ? event.rows : []));

  test('tells what changed since the last look, and nothing twice', () => {
    const table = new SharedTable(2, 3);
    const recorder = new MemoryRecorder(table, 1);
    const scan = new TaskScan(table);
    expect(rowsOf(scan)).toEqual([]);
    recorder.started(2, 5);
    expect(rowsOf(scan)).toEqual(taskRow(2, 'running', 1, [null, 5]));
    expect(rowsOf(scan)).toEqual([]);
    recorder.progress(2, 0.5);
    expect(rowsOf(scan)).toEqual(taskRow(2, 'running', 1, [null, 5], 0.5));
    // Less than a bar could show.
    recorder.progress(2, 0.501);
    expect(rowsOf(scan)).toEqual([]);
    recorder.ended(2, 'done', 8);
    expect(rowsOf(scan)).toEqual(taskRow(2, 'done', 1, [null, 5, 8], 0.501));
  });

  test('many changes come in events of bounded size, each task once', () => {
    const table = new SharedTable(1, 5000);
    const recorder = new MemoryRecorder(table, 0);
    for (let task = 0; task < 5000; task++) recorder.started(task, 1.123456);
    const events = new TaskScan(table).changes(1);
    expect(Math.max(...events.map((event) => JSON.stringify(event).length))).toBeLessThan(40_000);
    const tasks = events.flatMap((event) =>
      event.type === 'tasks' ? event.rows.filter((_, at) => at % 7 === 0) : [],
    );
    expect(tasks).toEqual(Array.from({ length: 5000 }, (_, task) => task));
  });
});
