import { readSync, writeSync } from 'node:fs';
import { taskStateCode } from '../protocol/events.ts';
import { header, laneBytes, laneState, type SharedTable, taskBytes } from './shared-table.ts';

/** How a lane writes down what becomes of its tasks. Cheap enough for a million tasks a second in shared memory. */
export interface Recorder {
  /** The lane's own number. */
  readonly lane: number;
  /** The lane exists now and can be seen. */
  open(tid: number, beatPeriodMs: number): void;
  started(task: number, atMs: number): void;
  /** The code of a task that had given the loop back goes on now. */
  resumed(task: number): void;
  /** The task that was started or resumed has given the loop back: its code is off the stack. */
  yielded(): void;
  ended(task: number, state: 'done' | 'failed' | 'cancelled', atMs: number): void;
  progress(task: number, ratio: number): void;
  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void;
  /** Sending results took this long: they are copied as they are sent. */
  copied(ms: number): void;
  readonly cancelled: boolean;
}

const stateWord = 6;
const currentWord = 11;
const copyWord = 15;

/** Records into memory shared between the threads of one process. */
export class MemoryRecorder implements Recorder {
  readonly lane: number;
  private readonly table: SharedTable;
  private readonly laneBits: number;
  private readonly current: number;
  private copyMs = 0;

  constructor(table: SharedTable, lane: number) {
    this.table = table;
    this.lane = lane;
    this.laneBits = lane << 8;
    this.current = table.laneI32(lane) + currentWord;
  }

  open(tid: number, beatPeriodMs: number): void {
    const { int32 } = this.table;
    const at = this.table.laneI32(this.lane);
    int32[at + 9] = process.pid;
    int32[at + 10] = tid;
    int32[at + currentWord] = -1;
    int32[at + 13] = beatPeriodMs;
    // One that died here before has left its own.
    this.table.float32[at + copyWord] = 0;
    Atomics.store(int32, at + 8, laneState.open);
  }

  started(task: number, atMs: number): void {
    const table = this.table;
    table.float64[table.taskF64(task) + 1] = atMs;
    Atomics.store(table.int32, this.current, task);
    // The state last: whoever sees "running" sees the time as well.
    Atomics.store(table.int32, table.taskI32(task) + stateWord, this.laneBits | taskStateCode.running);
  }

  resumed(task: number): void {
    Atomics.store(this.table.int32, this.current, task);
  }

  yielded(): void {
    Atomics.store(this.table.int32, this.current, -1);
  }

  ended(task: number, state: 'done' | 'failed' | 'cancelled', atMs: number): void {
    const table = this.table;
    table.float64[table.taskF64(task) + 2] = atMs;
    Atomics.store(table.int32, table.taskI32(task) + stateWord, this.laneBits | taskStateCode[state]);
  }

  progress(task: number, ratio: number): void {
    this.table.float32[this.table.taskI32(task) + 7] = ratio;
  }

  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void {
    const at = this.table.laneF64(this.lane);
    const { float64 } = this.table;
    float64[at] = atMs;
    float64[at + 1] = activeMs;
    float64[at + 2] = lagMs;
    float64[at + 3] = heapUsedBytes;
    Atomics.add(this.table.int32, this.table.laneI32(this.lane) + 14, 1);
  }

  copied(ms: number): void {
    this.copyMs += ms;
    this.table.float32[this.table.laneI32(this.lane) + copyWord] = this.copyMs;
  }

  get cancelled(): boolean {
    return this.table.cancelled;
  }
}

/**
 * Records into a file with the table's layout: memory cannot be shared between processes. On tmpfs a record costs
 * less than a microsecond. The file has no name any more, so nothing can be left behind.
 */
export class FileRecorder implements Recorder {
  readonly lane: number;
  readonly #fd: number;
  readonly #lanesAt: number;
  readonly #tasksAt: number;
  /** Of a task all but its first field, `queuedMs`, which is not this lane's to write. */
  readonly #task = new DataView(new ArrayBuffer(taskBytes - 8));
  /** The same bytes for the file: of some hundred thousand writes of a DataView, one was refused as being none. */
  readonly #taskBytes = new Uint8Array(this.#task.buffer);
  readonly #laneRecord = new ArrayBuffer(laneBytes);
  readonly #laneF64 = new Float64Array(this.#laneRecord);
  readonly #laneI32 = new Int32Array(this.#laneRecord);
  readonly #laneF32 = new Float32Array(this.#laneRecord);
  readonly #flag = new Int32Array(1);
  #copyMs = 0;

  constructor(fd: number, layout: { lanesAt: number; tasksAt: number }, lane: number) {
    this.#fd = fd;
    this.lane = lane;
    this.#lanesAt = layout.lanesAt;
    this.#tasksAt = layout.tasksAt;
  }

  open(tid: number, beatPeriodMs: number): void {
    this.#laneI32[8] = laneState.open;
    this.#laneI32[9] = process.pid;
    this.#laneI32[10] = tid;
    this.#laneI32[currentWord] = -1;
    this.#laneI32[13] = beatPeriodMs;
    this.#writeLane();
  }

  started(task: number, atMs: number): void {
    this.#task.setFloat64(0, atMs, true);
    this.#task.setFloat64(8, Number.NaN, true);
    this.#task.setFloat32(20, 0, true);
    this.#writeTask(task, taskStateCode.running);
  }

  resumed(): void {}

  yielded(): void {}

  /** Its start stays as it was written: a result that could not be sent fails its task after others have begun. */
  ended(task: number, state: 'done' | 'failed' | 'cancelled', atMs: number): void {
    this.#task.setFloat64(8, atMs, true);
    this.#writeTask(task, taskStateCode[state], 8, 12);
  }

  progress(task: number, ratio: number): void {
    this.#task.setFloat32(20, ratio, true);
    this.#writeTask(task, taskStateCode.running);
  }

  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void {
    this.#laneF64[0] = atMs;
    this.#laneF64[1] = activeMs;
    this.#laneF64[2] = lagMs;
    this.#laneF64[3] = heapUsedBytes;
    this.#laneI32[14]!++;
    this.#writeLane();
  }

  copied(ms: number): void {
    this.#copyMs += ms;
    this.#laneF32[copyWord] = this.#copyMs;
    this.#writeLane();
  }

  get cancelled(): boolean {
    readSync(this.#fd, this.#flag, 0, 4, header.cancelled * 4);
    return this.#flag[0] === 1;
  }

  /** Writes a part of the record: all of it unless said otherwise. */
  #writeTask(task: number, state: number, from = 0, bytes = taskBytes - 8): void {
    this.#task.setInt32(16, (this.lane << 8) | state, true);
    writeSync(this.#fd, this.#taskBytes, from, bytes, this.#tasksAt + task * taskBytes + 8 + from);
  }

  #writeLane(): void {
    writeSync(this.#fd, this.#laneI32, 0, laneBytes, this.#lanesAt + this.lane * laneBytes);
  }
}
