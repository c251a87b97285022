import { readSync, writeSync } from 'node:fs';
import type { Collected } from './collections.ts';
import { LaneRecord } from './lane-record.ts';
import type { SharedTable } from './shared-table.ts';
import { headerField, laneBytes, type TableLayout, taskBytes, taskField } from './table-layout.ts';
import { type EndState, TaskRecords } from './task-records.ts';

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
  ended(task: number, state: EndState, atMs: number): void;
  progress(task: number, ratio: number): void;
  /** `heapUsedBytes`: 0 where it is not known. */
  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void;
  /** How long it is to its next beat, from now on. */
  period(ms: number): void;
  /** What became of the lane's garbage; to be told before the beat that it is as of. */
  collected(collected: Collected): void;
  /** Sending results took this long: they are copied as they are sent. */
  copied(ms: number): void;
  readonly cancelled: boolean;
  /** No more tasks are to be started; true as well when the run is being cancelled. */
  readonly stopped: boolean;
}

/** Records into memory shared between the threads of one process. */
export class MemoryRecorder implements Recorder {
  readonly lane: number;
  private readonly table: SharedTable;
  private readonly tasks: TaskRecords;
  private readonly record: LaneRecord;
  private copyMs = 0;

  constructor(table: SharedTable, lane: number) {
    this.table = table;
    this.tasks = table.tasks;
    this.record = table.lanes[lane]!;
    this.lane = lane;
  }

  open(tid: number, beatPeriodMs: number): void {
    this.record.open(process.pid, tid, beatPeriodMs);
  }

  started(task: number, atMs: number): void {
    this.record.task = task;
    this.tasks.start(task, this.lane, atMs);
  }

  resumed(task: number): void {
    this.record.task = task;
  }

  yielded(): void {
    this.record.task = null;
  }

  ended(task: number, state: EndState, atMs: number): void {
    this.tasks.end(task, this.lane, state, atMs);
  }

  progress(task: number, ratio: number): void {
    this.tasks.setProgress(task, ratio);
  }

  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void {
    this.record.beat(atMs, activeMs, lagMs, heapUsedBytes);
  }

  period(ms: number): void {
    this.record.periodMs = ms;
  }

  collected(collected: Collected): void {
    this.record.collected = collected;
  }

  copied(ms: number): void {
    this.copyMs += ms;
    this.record.copyMs = this.copyMs;
  }

  get cancelled(): boolean {
    return this.table.cancelled;
  }

  get stopped(): boolean {
    return this.table.stopped;
  }
}

/**
 * Records into a file with the table's layout: memory cannot be shared between processes. On tmpfs a record costs
 * less than a microsecond. The file has no name any more, so nothing can be left behind.
 */
export class FileRecorder implements Recorder {
  readonly lane: number;
  readonly #fd: number;
  readonly #layout: TableLayout;
  readonly #task = TaskRecords.alone();
  readonly #record = LaneRecord.alone();
  /** `cancelled` and `stopped`, which lie side by side. */
  readonly #flags = new Int32Array(2);
  #copyMs = 0;

  constructor(fd: number, layout: TableLayout, lane: number) {
    this.#fd = fd;
    this.lane = lane;
    this.#layout = layout;
  }

  open(tid: number, beatPeriodMs: number): void {
    this.#record.record.open(process.pid, tid, beatPeriodMs);
    this.#writeLane();
  }

  /** All of the record but `queuedMs`, which is not this lane's to write. */
  started(task: number, atMs: number): void {
    this.#task.record.clear(0);
    this.#task.record.start(0, this.lane, atMs);
    this.#writeTask(task, taskField.startedMs, taskBytes);
  }

  resumed(): void {}

  yielded(): void {}

  /** Its start stays as it was written: a result that could not be sent fails its task after others have begun. */
  ended(task: number, state: EndState, atMs: number): void {
    this.#task.record.end(0, this.lane, state, atMs);
    this.#writeTask(task, taskField.endedMs, taskField.progress);
  }

  progress(task: number, ratio: number): void {
    this.#task.record.setProgress(0, ratio);
    this.#writeTask(task, taskField.progress, taskBytes);
  }

  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void {
    this.#record.record.beat(atMs, activeMs, lagMs, heapUsedBytes);
    this.#writeLane();
  }

  /** Written with the next beat. */
  period(ms: number): void {
    this.#record.record.periodMs = ms;
  }

  /** Written with the next beat. */
  collected(collected: Collected): void {
    this.#record.record.collected = collected;
  }

  copied(ms: number): void {
    this.#copyMs += ms;
    this.#record.record.copyMs = this.#copyMs;
    this.#writeLane();
  }

  get cancelled(): boolean {
    this.#readFlags();
    return this.#flags[0] === 1;
  }

  get stopped(): boolean {
    this.#readFlags();
    return this.#flags[0] === 1 || this.#flags[1] === 1;
  }

  #readFlags(): void {
    readSync(this.#fd, this.#flags, 0, 8, headerField.cancelled);
  }

  /** Writes the record from one of its bytes up to, not including, another. */
  #writeTask(task: number, from: number, to: number): void {
    const at = this.#layout.tasksAt + task * taskBytes;
    writeSync(this.#fd, this.#task.bytes, from, to - from, at + from);
  }

  #writeLane(): void {
    writeSync(this.#fd, this.#record.bytes, 0, laneBytes, this.#layout.lanesAt + this.lane * laneBytes);
  }
}
