import { closeSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { taskStateCode } from '../../source/protocol/events.ts';
import { FileRecorder, MemoryRecorder, type Recorder } from '../../source/telemetry/recorder.ts';
import { header, headerBytes, SharedTable, tableLayout } from '../../source/telemetry/shared-table.ts';
import { TaskScan } from '../../source/telemetry/task-scan.ts';
import { temporaryFolder } from '../helpers/folder.ts';

describe('layout', () => {
  test.each([
    [1, 1],
    [3, 5],
    [257, 1000],
  ])('%i lanes and %i tasks: no record touches another, all are aligned', (lanes, tasks) => {
    const { beatsAt, lanesAt, tasksAt, bytes } = tableLayout(lanes, tasks);
    expect([beatsAt, lanesAt, tasksAt, bytes]).toEqual(
      [...new Set([beatsAt, lanesAt, tasksAt, bytes])].sort((a, b) => a - b),
    );
    expect(beatsAt).toBe(headerBytes);
    expect([lanesAt % 8, tasksAt % 8, bytes % 8]).toEqual([0, 0, 0]);
    const table = new SharedTable(lanes, tasks);
    expect(table.buffer.byteLength).toBe(bytes);
    expect((table.taskF64(tasks - 1) + 4) * 8).toBe(bytes);
    expect((table.laneF64(lanes - 1) + 8) * 8).toBe(tasksAt);
  });

  test('in the beginning all tasks wait and no time is known', () => {
    const table = new SharedTable(2, 3);
    expect([0, 1, 2].map((task) => table.stateOf(task))).toEqual([0, 0, 0]);
    expect(table.float64[table.taskF64(2) + 1]).toBeNaN();
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
    expect(inFile.stateOf(task)).toBe(table.stateOf(task));
    for (const field of [0, 1, 2]) {
      expect(inFile.float64[inFile.taskF64(task) + field]).toBe(table.float64[table.taskF64(task) + field]);
    }
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
  Atomics.store(table.int32, header.cancelled, 1);
  writeSync(file.fd, Int32Array.of(1), 0, 4, header.cancelled * 4);
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
    expect(rowsOf(scan)).toEqual([2, taskStateCode.running, 1, null, 5, null, 0]);
    expect(rowsOf(scan)).toEqual([]);
    recorder.progress(2, 0.5);
    expect(rowsOf(scan)).toEqual([2, taskStateCode.running, 1, null, 5, null, 0.5]);
    // Less than a bar could show.
    recorder.progress(2, 0.501);
    expect(rowsOf(scan)).toEqual([]);
    recorder.ended(2, 'done', 8);
    expect(rowsOf(scan)).toEqual([2, taskStateCode.done, 1, null, 5, 8, 0.501]);
  });

  test('many changes come in events of bounded size, each task once', () => {
    const table = new SharedTable(1, 1000);
    const recorder = new MemoryRecorder(table, 0);
    for (let task = 0; task < 1000; task++) recorder.started(task, 1.123456);
    const events = new TaskScan(table).changes(1);
    expect(Math.max(...events.map((event) => JSON.stringify(event).length))).toBeLessThan(8192);
    const tasks = events.flatMap((event) =>
      event.type === 'tasks' ? event.rows.filter((_, at) => at % 7 === 0) : [],
    );
    expect(tasks).toEqual(Array.from({ length: 1000 }, (_, task) => task));
  });
});
