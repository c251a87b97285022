import { taskStateCode, taskStates } from '../protocol/task-rows.ts';

/** How many tasks a chunk holds at most: few enough to copy, many enough to need few. */
export const chunkSize = 1024;

/**
 * Tasks in a row, as columns: the cells of one task are at the same place in each. A chunk never changes, an update
 * makes a new one.
 */
export type TaskChunk = {
  /** The number of its first task. */
  readonly first: number;
  readonly size: number;
  /** Codes of states, see `taskStateCode`. */
  readonly state: Uint8Array;
  readonly lane: Uint16Array;
  /** Milliseconds since the engine's origin; NaN where unknown. */
  readonly queuedMs: Float64Array;
  readonly startedMs: Float64Array;
  readonly endedMs: Float64Array;
  readonly progressRatio: Float32Array;
  /** How many of its tasks are in each state, by code. */
  readonly counts: Uint32Array;
};

/** A chunk of `size` waiting tasks. */
export function createChunk(first: number, size: number): TaskChunk {
  const chunk = viewsOn(new ArrayBuffer(countsAt(size) + taskStates.length * 4), first, size);
  for (const times of [chunk.queuedMs, chunk.startedMs, chunk.endedMs]) times.fill(Number.NaN);
  chunk.counts[taskStateCode.waiting] = size;
  return chunk;
}

export function copyChunk({ first, size, state }: TaskChunk): TaskChunk {
  return viewsOn((state.buffer as ArrayBuffer).slice(0), first, size);
}

/** All columns in one piece of memory, the widest first: a copy is one, not seven. */
function viewsOn(buffer: ArrayBuffer, first: number, size: number): TaskChunk {
  return {
    first,
    size,
    queuedMs: new Float64Array(buffer, 0, size),
    startedMs: new Float64Array(buffer, 8 * size, size),
    endedMs: new Float64Array(buffer, 16 * size, size),
    progressRatio: new Float32Array(buffer, 24 * size, size),
    lane: new Uint16Array(buffer, 28 * size, size),
    state: new Uint8Array(buffer, 30 * size, size),
    counts: new Uint32Array(buffer, countsAt(size), taskStates.length),
  };
}

const countsAt = (size: number) => Math.ceil((31 * size) / 4) * 4;

/** Whether nothing more will happen to a task in this state. */
export const isOver = (state: number) => state >= taskStateCode.done;

/** How many tasks of a chunk have still to end. */
export function openIn({ counts }: TaskChunk): number {
  return counts[taskStateCode.waiting]! + counts[taskStateCode.running]!;
}

/**
 * Remembers what was read out of a chunk, by a key: of 100,000 tasks only those near a change are read again. Only the
 * latest key is kept.
 */
export function perChunk<Key, Value>(
  read: (chunk: TaskChunk, key: Key) => Value,
): (chunk: TaskChunk, key: Key) => Value {
  const known = new WeakMap<TaskChunk, { readonly key: Key; readonly value: Value }>();
  return (chunk, key) => {
    let entry = known.get(chunk);
    if (!entry || entry.key !== key) {
      entry = { key, value: read(chunk, key) };
      known.set(chunk, entry);
    }
    return entry.value;
  };
}
