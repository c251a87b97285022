import { notYet, type TaskState, taskColumns, taskStateCode, taskStates } from '../protocol/task-rows.ts';
import type { Measured } from '../protocol/units.ts';
import { chunkSize, copyChunk, createChunk, isOver, type TaskChunk } from './task-chunk.ts';

/**
 * All tasks of a run as columns, in chunks that are copied when they change: an update of a few tasks out of
 * 100,000 copies one chunk, and every earlier snapshot stays as it was.
 */
export type TaskTable = {
  readonly total: number;
  readonly chunks: readonly TaskChunk[];
  readonly counts: Readonly<Record<TaskState, number>>;
  /** By lane, how many tasks ended on it, done or failed. */
  readonly endedOn: ReadonlyMap<number, number>;
};

/** One task, read out of the table. Times are milliseconds since the engine's origin. */
export type Task = {
  readonly index: number;
  readonly state: TaskState;
  readonly lane: number;
  readonly queuedMs: Measured;
  readonly startedMs: Measured;
  readonly endedMs: Measured;
  readonly progressRatio: number;
};

const columns = taskColumns.length;

/** A table of `total` waiting tasks. */
export function createTaskTable(total: number): TaskTable {
  const chunks: TaskChunk[] = [];
  for (let from = 0; from < total; from += chunkSize)
    chunks.push(createChunk(from, Math.min(chunkSize, total - from)));
  const counts = { waiting: total, running: 0, done: 0, failed: 0, cancelled: 0 };
  return { total, chunks, counts, endedOn: new Map() };
}

/** Applies the rows of a `tasks` event; rows of tasks the table does not have are left out. */
export function applyRows(table: TaskTable, rows: readonly number[]): TaskTable {
  const chunks = table.chunks.slice();
  const fresh = new Set<number>();
  const endedOn = new Map(table.endedOn);
  const counts = taskStates.map((state) => table.counts[state]);
  for (let row = 0; row + columns <= rows.length; row += columns) {
    const index = rows[row]!;
    const state = rows[row + 1]!;
    const lane = rows[row + 2]!;
    if (index >= table.total || taskStates[state] === undefined) continue;
    const number = chunkOf(index);
    if (!fresh.has(number)) {
      chunks[number] = copyChunk(chunks[number]!);
      fresh.add(number);
    }
    const chunk = chunks[number]!;
    const at = index - chunk.first;
    const before = chunk.state[at]!;
    if (before !== state) {
      counts[before]!--;
      counts[state]!++;
      chunk.counts[before]!--;
      chunk.counts[state]!++;
      if (!isOver(before) && (state === taskStateCode.done || state === taskStateCode.failed))
        endedOn.set(lane, (endedOn.get(lane) ?? 0) + 1);
      chunk.state[at] = state;
    }
    chunk.lane[at] = lane;
    chunk.queuedMs[at] = fromUs(rows[row + 3]!);
    chunk.startedMs[at] = fromUs(rows[row + 4]!);
    chunk.endedMs[at] = fromUs(rows[row + 5]!);
    chunk.progressRatio[at] = rows[row + 6]! / 1000;
  }
  const [waiting, running, done, failed, cancelled] = counts as [number, number, number, number, number];
  return { total: table.total, chunks, counts: { waiting, running, done, failed, cancelled }, endedOn };
}

const chunkOf = (index: number) => Math.floor(index / chunkSize);
const fromUs = (us: number) => (us === notYet ? Number.NaN : us / 1000);
const toUs = (ms: number) => (Number.isNaN(ms) ? notYet : Math.round(ms * 1000));

/**
 * The engine is gone, and may have had no time to say so of each task: what ran was `cutOff` at `atMs`, what waited
 * was never started and counts as cancelled.
 */
export function abandon(table: TaskTable, cutOff: 'failed' | 'cancelled', atMs: number): TaskTable {
  if (table.counts.waiting === 0 && table.counts.running === 0) return table;
  const rows: number[] = [];
  forEachTask(table, (index, chunk, at) => {
    const state = chunk.state[at]!;
    if (isOver(state)) return;
    const ran = state === taskStateCode.running;
    rows.push(
      index,
      ran ? taskStateCode[cutOff] : taskStateCode.cancelled,
      chunk.lane[at]!,
      toUs(chunk.queuedMs[at]!),
      toUs(chunk.startedMs[at]!),
      ran ? toUs(atMs) : notYet,
      Math.round(chunk.progressRatio[at]! * 1000),
    );
  });
  return applyRows(table, rows);
}

/**
 * Visits every task without making an object for it: `chunk.column[at]` are its cells. For the end of a run; what is
 * drawn while it lasts is read `perChunk`.
 */
export function forEachTask(
  table: TaskTable,
  visit: (index: number, chunk: TaskChunk, at: number) => void,
): void {
  for (const chunk of table.chunks) {
    const { first, size } = chunk;
    for (let at = 0; at < size; at++) visit(first + at, chunk, at);
  }
}

/** The chunks that hold the tasks from `from` up to, without, `to`. */
export function chunksBetween({ chunks }: TaskTable, from: number, to: number): readonly TaskChunk[] {
  return chunks.slice(chunkOf(from), chunkOf(to - 1) + 1);
}

/** Reads one task. Throws a `RangeError` outside `0 … total − 1`. */
export function taskAt(table: TaskTable, index: number): Task {
  const chunk = table.chunks[chunkOf(index)];
  const at = index - (chunk?.first ?? 0);
  if (!chunk || index < 0 || at >= chunk.size) throw new RangeError(`no task ${index} of ${table.total}`);
  const known = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    index,
    state: taskStates[chunk.state[at]!]!,
    lane: chunk.lane[at]!,
    queuedMs: known(chunk.queuedMs[at]!),
    startedMs: known(chunk.startedMs[at]!),
    endedMs: known(chunk.endedMs[at]!),
    progressRatio: chunk.progressRatio[at]!,
  };
}
