import { type TaskState, taskStateCode } from '../protocol/task-rows.ts';
import { taskBytes, taskField, type Views, viewsOf } from './table-layout.ts';

/** The fields as indexes into the views. */
const queued = taskField.queuedMs / 8;
const started = taskField.startedMs / 8;
const ended = taskField.endedMs / 8;
const state = taskField.state / 4;
const progress = taskField.progress / 4;

export type EndState = Exclude<TaskState, 'waiting' | 'running'>;

/** The records of tasks, by the tasks' numbers. */
export class TaskRecords {
  readonly length: number;
  private readonly int32: Int32Array;
  private readonly float64: Float64Array;
  private readonly float32: Float32Array;
  private readonly at: number;

  constructor({ int32, float64, float32 }: Views, at: number, length: number) {
    this.length = length;
    this.int32 = int32;
    this.float64 = float64;
    this.float32 = float32;
    this.at = at;
  }

  /** The record of one task (number 0) by itself, for a file. */
  static alone(): { record: TaskRecords; bytes: Uint8Array } {
    const buffer = new ArrayBuffer(taskBytes);
    return { record: new TaskRecords(viewsOf(buffer), 0, 1), bytes: new Uint8Array(buffer) };
  }

  /** As it is in the beginning: it waits, and no time is known. */
  clear(task: number): void {
    const in8 = this.in8(task);
    this.float64[in8 + queued] = Number.NaN;
    this.float64[in8 + started] = Number.NaN;
    this.float64[in8 + ended] = Number.NaN;
    this.int32[this.in4(task) + state] = taskStateCode.waiting;
    this.float32[this.in4(task) + progress] = 0;
  }

  queue(task: number, atMs: number): void {
    this.float64[this.in8(task) + queued] = atMs;
  }

  start(task: number, lane: number, atMs: number): void {
    this.float64[this.in8(task) + started] = atMs;
    Atomics.store(this.int32, this.in4(task) + state, (lane << 8) | taskStateCode.running);
  }

  end(task: number, lane: number, how: EndState, atMs: number): void {
    this.float64[this.in8(task) + ended] = atMs;
    Atomics.store(this.int32, this.in4(task) + state, (lane << 8) | taskStateCode[how]);
  }

  /** It waits and will never start. */
  giveUp(task: number): void {
    Atomics.store(this.int32, this.in4(task) + state, taskStateCode.cancelled);
  }

  setProgress(task: number, ratio: number): void {
    this.float32[this.in4(task) + progress] = ratio;
  }

  /** Its state and its lane, see `stateIn` and `laneIn`: one number, so that both are of the same moment. */
  stateAndLane(task: number): number {
    return Atomics.load(this.int32, this.in4(task) + state);
  }

  /**
   * The same for half the price, for who looks at very many: what else is read of the task may be older. Where it has
   * changed, ask again.
   */
  glance(task: number): number {
    return this.int32[this.in4(task) + state]!;
  }

  /** The code of its state (the protocol's `taskStates`). */
  stateOf(task: number): number {
    return stateIn(this.stateAndLane(task));
  }

  /** Milliseconds since the run's origin; NaN: not yet. So are the next two. */
  queuedMs(task: number): number {
    return this.float64[this.in8(task) + queued]!;
  }

  startedMs(task: number): number {
    return this.float64[this.in8(task) + started]!;
  }

  endedMs(task: number): number {
    return this.float64[this.in8(task) + ended]!;
  }

  /** From 0 to 1. */
  progress(task: number): number {
    return this.float32[this.in4(task) + progress]!;
  }

  private in4(task: number): number {
    return (this.at + task * taskBytes) >> 2;
  }

  private in8(task: number): number {
    return (this.at + task * taskBytes) >> 3;
  }
}

export const stateIn = (stateAndLane: number) => stateAndLane & 0xff;
export const laneIn = (stateAndLane: number) => stateAndLane >>> 8;
