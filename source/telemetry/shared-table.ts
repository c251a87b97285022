/**
 * The task table: the one truth about every task and lane, in memory that outlives a frozen loop. Lanes write
 * their own records and nobody waits for anybody; the watcher reads all of it at its own pace.
 *
 * Layout, native byte order, every record 8-byte aligned:
 *
 *     header    64 bytes   int32: 0 next task, 1 cancelled
 *     beats     64 × 24    ring of the main loop's heartbeats: float64 atMs, gapMs, activeMs
 *     lanes     64 a lane  float64: 0 beatMs, 1 activeMs, 2 lagMs, 3 heapUsedBytes
 *                          int32:   8 state, 9 pid, 10 tid, 11 current task, 12 ticket, 13 periodMs, 14 beats
 *                          float32: 15 copyMs
 *     tasks     32 a task  float64: 0 queuedMs, 1 startedMs, 2 endedMs
 *                          int32:   6 state + lane × 256     float32: 7 progress
 *
 * Times are milliseconds since the engine's origin; NaN: not yet.
 */

export const headerBytes = 64;
export const beatSlots = 64;
const beatBytes = 24;
export const laneBytes = 64;
export const taskBytes = 32;

export const header = { nextTask: 0, cancelled: 1 } as const;
/** `claimed`: a thread is about to open it. */
export const laneState = { none: 0, open: 1, closed: 2, crashed: 3, claimed: 4 } as const;

/** Where the records of a table lie, in bytes. */
export function tableLayout(lanes: number, tasks: number) {
  const beatsAt = headerBytes;
  const lanesAt = beatsAt + beatSlots * beatBytes;
  const tasksAt = lanesAt + lanes * laneBytes;
  return { beatsAt, lanesAt, tasksAt, bytes: tasksAt + tasks * taskBytes };
}

/** Views on a table's memory. Lane and task accessors take the record's number. */
export class SharedTable {
  readonly buffer: SharedArrayBuffer;
  readonly lanes: number;
  readonly tasks: number;
  readonly int32: Int32Array;
  readonly float64: Float64Array;
  readonly float32: Float32Array;
  readonly lanesAt: number;
  readonly tasksAt: number;

  constructor(lanes: number, tasks: number, buffer?: SharedArrayBuffer) {
    const layout = tableLayout(lanes, tasks);
    this.buffer = buffer ?? new SharedArrayBuffer(layout.bytes);
    this.lanes = lanes;
    this.tasks = tasks;
    this.lanesAt = layout.lanesAt;
    this.tasksAt = layout.tasksAt;
    this.int32 = new Int32Array(this.buffer);
    this.float64 = new Float64Array(this.buffer);
    this.float32 = new Float32Array(this.buffer);
    if (buffer) return;
    for (let task = 0; task < tasks; task++) {
      this.float64.fill(
        Number.NaN,
        (this.tasksAt + task * taskBytes) / 8,
        (this.tasksAt + task * taskBytes) / 8 + 3,
      );
    }
    for (let lane = 0; lane < lanes; lane++) this.int32[(this.lanesAt + lane * laneBytes) / 4 + 11] = -1;
  }

  /** Index into `float64` of a lane's record. */
  laneF64(lane: number): number {
    return (this.lanesAt + lane * laneBytes) >> 3;
  }

  /** Index into `int32` of a lane's record. */
  laneI32(lane: number): number {
    return (this.lanesAt + lane * laneBytes) >> 2;
  }

  taskF64(task: number): number {
    return (this.tasksAt + task * taskBytes) >> 3;
  }

  taskI32(task: number): number {
    return (this.tasksAt + task * taskBytes) >> 2;
  }

  /** The state code of a task (see the protocol's `taskStates`). */
  stateOf(task: number): number {
    return Atomics.load(this.int32, this.taskI32(task) + 6) & 0xff;
  }

  get cancelled(): boolean {
    return Atomics.load(this.int32, header.cancelled) === 1;
  }
}
