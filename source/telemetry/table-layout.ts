/**
 * The task table: the one truth about every task and lane, in memory that outlives a frozen loop. Lanes write
 * their own records and nobody waits for anybody; whoever watches reads all of it at its own pace.
 *
 * It lies in shared memory where lanes are threads, and in a file where they are processes; any language can write it.
 * Native byte order, records aligned to 8 bytes, in this order (`tableLayout` tells where each part begins):
 *
 *     header   64 bytes         see `headerField`
 *     beats    64 × 32 bytes    ring of the main loop's heartbeats, see `beatField`; beat n lies in slot n modulo 64
 *     lanes    104 bytes each    see `laneField`; lane 0 is the main loop
 *     tasks    32 bytes each    see `taskField`
 *
 * A field is given by its offset from the beginning of its record, in bytes. Times are milliseconds since the origin of
 * the run. What is not yet known is NaN in a task and 0 elsewhere. Of several fields that belong together the one
 * named as the last is written after the others: whoever sees it sees the others, too.
 */

/**
 * int32. `nextTask`: the next one that a lane of a pool may take. `cancelled`: 1 once the run is being cancelled.
 * `stopped`: 1 once no more tasks are to be started, though those under way go on.
 */
export const headerField = { nextTask: 0, cancelled: 4, stopped: 8 } as const;

/**
 * float64: when it was, how long after the beat before (-1: the loop ended here, the next beat is another one's first), how much of that the loop was active, and how much of it garbage was
 * collected (NaN: not known). Last: `atMs`.
 */
export const beatField = { atMs: 0, gapMs: 8, activeMs: 16, collectorMs: 24 } as const;

export const laneField = {
  /** float64. Of the lane's last heartbeat: when it was, how long its loop had been active until then, its lag, the heap. */
  beatMs: 0,
  activeMs: 8,
  lagMs: 16,
  heapUsedBytes: 24,
  /** int32, one of `laneState`. Last of those that are written as a lane opens. */
  state: 32,
  /** int32: the process, and the kernel's number of the thread (0: not known). */
  pid: 36,
  tid: 40,
  /** int32: the task whose code is on the stack, else -1. */
  task: 44,
  /** int32: under which number the lane works; a pool tells its threads by it. */
  ticket: 48,
  /** int32: the period of its heartbeat in milliseconds, and how many beats there have been. */
  periodMs: 52,
  beats: 56,
  /** float32: what sending results has taken so far. */
  copyMs: 60,
  /**
   * float64, as of its last heartbeat: how long its runtime has collected garbage until then (NaN: not known), how much of that
   * was of young objects, and how much in collections that took 5 ms or more; what was in use after the latest full collection (0: not
   * known), and how much of that in buffers outside of the heap.
   */
  collectorMs: 64,
  youngMs: 72,
  keptBytes: 80,
  keptBufferBytes: 88,
  longMs: 96,
} as const;

export const taskField = {
  /** float64. */
  queuedMs: 0,
  startedMs: 8,
  endedMs: 16,
  /** int32: the code of its state (the protocol's `taskStates`) + 256 × its lane. Last. */
  state: 24,
  /** float32, from 0 to 1. */
  progress: 28,
} as const;

/** `claimed`: a thread is about to open it. */
export const laneState = { none: 0, open: 1, closed: 2, crashed: 3, claimed: 4 } as const;

const headerBytes = 64;
export const beatSlots = 64;
export const beatBytes = 32;
export const laneBytes = 104;
export const taskBytes = 32;

export type TableLayout = ReturnType<typeof tableLayout>;

/** Where the parts of a table begin, and its size, in bytes. */
export function tableLayout(lanes: number, tasks: number) {
  const beatsAt = headerBytes;
  const lanesAt = beatsAt + beatSlots * beatBytes;
  const tasksAt = lanesAt + lanes * laneBytes;
  return { beatsAt, lanesAt, tasksAt, bytes: tasksAt + tasks * taskBytes };
}

/** The same memory by the types of its fields. */
export type Views = { int32: Int32Array; float64: Float64Array; float32: Float32Array };

export function viewsOf(buffer: ArrayBufferLike): Views {
  return {
    int32: new Int32Array(buffer),
    float64: new Float64Array(buffer),
    float32: new Float32Array(buffer),
  };
}
