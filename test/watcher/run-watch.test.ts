import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { readCores } from '../../source/machine/cores.ts';
import type { RunEvent } from '../../source/protocol/events.ts';
import { SharedTable } from '../../source/telemetry/shared-table.ts';
import { RunWatch } from '../../source/watcher/run-watch.ts';
import type { Subject } from '../../source/watcher/subject.ts';
import { temporaryFolder } from '../helpers/folder.ts';

/** A runtime of which the watcher sees nothing but a file, in a process that is not the watcher's. */
const pid = 1;
const subject: Subject = {
  engine: {
    runtime: 'node',
    version: '0',
    pid,
    platform: 'linux',
    path: null,
    lock: null,
    heapLimitBytes: null,
    figures: [],
  },
  fileHolds: 'everything',
  isStudied: false,
  figures: () => [{ name: 'lockMs', title: 'waits for the lock', value: 7, unit: 'ms' }],
  watcherCpuMs: () => 42,
  onlooker: null,
  lock: () => null,
  onLook: () => {},
};

test('what a runtime writes into a file is told: its loop, its lanes, its tasks and its own figures', () => {
  const written = new SharedTable(2, 2);
  const file = openSync(join(temporaryFolder(), 'table'), 'w+');
  onTestFinished(() => closeSync(file));
  const write = () => writeSync(file, new Uint8Array(written.buffer), 0, written.buffer.byteLength, 0);
  let now = 0;
  const events: RunEvent[] = [];
  const watch = new RunWatch({
    subject,
    sampleIntervalMs: 100,
    clock: () => now,
    cores: readCores(),
    write: (more) => events.push(...more),
  });
  write();
  const { buffer } = new SharedTable(2, 2);
  watch.setTable({ type: 'table', buffer, laneKinds: ['loop', 'process'], tasks: 2, file }, false);

  written.lanes[0]!.open(pid, 0, 10);
  written.lanes[1]!.open(2, 0, 20);
  written.tasks.start(1, 1, 5);
  written.beats.write(0, 10, 10, 1);
  write();
  now = 100;
  watch.tick();
  expect(events.flatMap((event) => (event.type === 'lane' ? [[event.name, event.pid]] : []))).toEqual([
    ['main', pid],
    ['process-1', 2],
  ]);
  expect(events.flatMap((event) => (event.type === 'tasks' ? event.rows.slice(0, 3) : []))).toEqual([
    1, 1, 1,
  ]);
  const sample = events.find((event) => event.type === 'sample');
  const [ofRuntime, ...ofAny] = [sample?.figures.slice(0, -1), sample?.figures.at(-1)?.name];
  expect(ofRuntime).toEqual(subject.figures());
  expect(ofAny).toEqual(['childProcesses']);
  expect(sample?.overhead.cpuMs).toBe(42);
  expect(sample?.processes.map((one) => [one.pid, one.role])).toEqual([
    [pid, 'engine'],
    [2, 'lane'],
  ]);

  // Beats are read at every look, tasks when it is their time.
  written.beats.write(1, 110, 100, 90);
  written.tasks.end(1, 1, 'done', 8);
  write();
  events.length = 0;
  now = 120;
  watch.tick();
  expect(events.map((event) => event.type)).toEqual(['held']);
  watch.requestCancel();
  readSync(file, new Uint8Array(written.buffer), 0, written.layout.bytes, 0);
  expect(written.cancelled).toBe(true);
});

test('a program without a plan has a table without tasks, and counts from the first look on', () => {
  const written = new SharedTable(1, 0);
  let now = 0;
  const events: RunEvent[] = [];
  const watch = new RunWatch({
    subject: { ...subject, fileHolds: 'children' },
    sampleIntervalMs: 100,
    clock: () => now,
    cores: readCores(),
    write: (more) => events.push(...more),
  });
  const { buffer } = written;
  watch.setTable({ type: 'table', buffer, laneKinds: ['loop'], tasks: 0, file: null }, false);
  written.lanes[0]!.open(pid, 0, 10);
  written.beats.write(0, 10, 10, 1);
  for (now = 20; now <= 240; now += 20) watch.tick();
  written.beats.write(1, 240, 230, 220);
  events.push(...watch.finish('completed'));
  const told = events.map((event) => (event.type === 'held' && event.over ? 'held to its end' : event.type));
  expect(told.filter((type) => type !== 'sample')).toEqual(['lane', 'held', 'held', 'held to its end']);
  // When the next ones come depends on what one costs.
  expect(events.find(({ type }) => type === 'sample')?.atMs).toBe(20);
});

test('while nothing goes on samples come rarely, after one at the usual time, and at once when something does', () => {
  const table = new SharedTable(1, 0);
  let [now, since]: [number, number | null] = [0, null];
  const samples: number[] = [];
  const dropped: number[] = [];
  const watch = new RunWatch({
    subject: { ...subject, fileHolds: 'children', rest: { sampleIntervalMs: 900, sinceMs: () => since } },
    sampleIntervalMs: 100,
    clock: () => now,
    cores: readCores(),
    write: (events) => {
      for (const event of events) {
        if (event.type !== 'sample') continue;
        samples.push(event.atMs);
        dropped.push(event.overhead.samplesDropped);
      }
    },
  });
  const { buffer } = table;
  watch.setTable({ type: 'table', buffer, laneKinds: ['loop'], tasks: 0, file: null }, false);
  table.lanes[0]!.open(pid, 0, 10);
  const until = (end: number) => {
    for (; now < end; now += 50) watch.tick();
  };
  until(1000);
  const atWork = samples.length;
  since = 950;
  until(4000);
  expect(atWork).toBeGreaterThan(2);
  // One is not long after the end of the work, and each of the others so much after the one before.
  expect(samples.slice(atWork + 1).map((at, one) => at - samples[atWork + one]!)).toEqual(
    samples.slice(atWork + 1).map(() => 900),
  );
  expect(samples.slice(atWork).length).toBeGreaterThan(2);
  // When the next one comes depends on what one costs.
  since = null;
  const atRest = samples.length;
  until(4500);
  expect(samples.length - atRest).toBeGreaterThan(1);
  expect(dropped.at(-1)).toBe(0);
  // Nobody looked for ten times as long as an interval.
  now += 1000;
  watch.tick();
  expect(dropped.at(-1)).toBeGreaterThan(5);
});
