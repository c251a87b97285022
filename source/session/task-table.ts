import { notYet, type TaskState, taskColumns, taskStateCode, taskStates } from '../protocol/task-rows.ts';
import type { Measured } from '../protocol/units.ts';

/**
 * All tasks of a run as columns, in chunks that are copied when they change: an update of a few tasks out of
 * 100,000 copies one chunk, and every earlier snapshot stays as it was.
 */
export type TaskTable = {
  readonly total: number;
  readonly chunks: readonly Chunk[];
  readonly counts: Readonly<Record<TaskState, number>>;
  /** By lane, how many tasks ended on it, done or failed. */
  readonly endedOn: ReadonlyMap<number, number>;
};

type Chunk = {
  readonly state: Uint8Array;
  readonly lane: Uint16Array;
  /** NaN where unknown. */
  readonly queuedMs: Float64Array;
  readonly startedMs: Float64Array;
  readonly endedMs: Float64Array;
  readonly progressRatio: Float32Array;
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

export const chunkSize = 1024;
const columns = taskColumns.length;

function createChunk(size: number): Chunk {
  const unknown = () => new Float64Array(size).fill(Number.NaN);
  return {
    state: new Uint8Array(size),
    lane: new Uint16Array(size),
    queuedMs: unknown(),
    startedMs: unknown(),
    endedMs: unknown(),
    progressRatio: new Float32Array(size),
  };
}

function copyChunk(chunk: Chunk): Chunk {
  return {
    state: chunk.state.slice(),
    lane: chunk.lane.slice(),
    queuedMs: chunk.queuedMs.slice(),
    startedMs: chunk.startedMs.slice(),
    endedMs: chunk.endedMs.slice(),
    progressRatio: chunk.progressRatio.slice(),
  };
}

/** A table of `total` waiting tasks. */
export function createTaskTable(total: number): TaskTable {
  const chunks: Chunk[] = [];
  for (let from = 0; from < total; from += chunkSize)
    chunks.push(createChunk(Math.min(chunkSize, total - from)));
  return {
    total,
    chunks,
    counts: { waiting: total, running: 0, done: 0, failed: 0, cancelled: 0 },
    endedOn: new Map(),
  };
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
    if (index >= table.total || taskStates[state] === undefined) continue;
    const number = Math.floor(index / chunkSize);
    if (!fresh.has(number)) {
      chunks[number] = copyChunk(chunks[number]!);
      fresh.add(number);
    }
    const chunk = chunks[number]!;
    const at = index % chunkSize;
    const before = chunk.state[at]!;
    counts[before]!--;
    counts[state]!++;
    const lane = rows[row + 2]!;
    if (before < 2 && (state === 2 || state === 3)) endedOn.set(lane, (endedOn.get(lane) ?? 0) + 1);
    chunk.state[at] = state;
    chunk.lane[at] = lane;
    chunk.queuedMs[at] = fromUs(rows[row + 3]!);
    chunk.startedMs[at] = fromUs(rows[row + 4]!);
    chunk.endedMs[at] = fromUs(rows[row + 5]!);
    chunk.progressRatio[at] = rows[row + 6]! / 1000;
  }
  const [waiting, running, done, failed, cancelled] = counts as [number, number, number, number, number];
  return { total: table.total, chunks, counts: { waiting, running, done, failed, cancelled }, endedOn };
}

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
    if (state > 1) return;
    rows.push(
      index,
      state === 1 ? taskStateCode[cutOff] : taskStateCode.cancelled,
      chunk.lane[at]!,
      toUs(chunk.queuedMs[at]!),
      toUs(chunk.startedMs[at]!),
      state === 1 ? toUs(atMs) : notYet,
      Math.round(chunk.progressRatio[at]! * 1000),
    );
  });
  return applyRows(table, rows);
}

/** Visits every task without making an object for it: `chunk.column[at]` are its cells. */
export function forEachTask(
  table: TaskTable,
  visit: (index: number, chunk: Chunk, at: number) => void,
): void {
  table.chunks.forEach((chunk, number) => {
    const size = chunk.state.length;
    for (let at = 0; at < size; at++) visit(number * chunkSize + at, chunk, at);
  });
}

/** Reads one task. Throws a `RangeError` outside `0 … total − 1`. */
export function taskAt(table: TaskTable, index: number): Task {
  const chunk = table.chunks[Math.floor(index / chunkSize)];
  const at = index % chunkSize;
  if (!chunk || index < 0 || at >= chunk.state.length)
    throw new RangeError(`no task ${index} of ${table.total}`);
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
