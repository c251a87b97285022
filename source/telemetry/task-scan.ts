import type { RunEvent } from '../protocol/events.ts';
import { notYet, taskColumns, taskStateCode } from '../protocol/task-rows.ts';
import type { SharedTable } from './shared-table.ts';
import { laneIn, stateIn, type TaskRecords } from './task-records.ts';

/** About 35 bytes a task: an event stays near 32 KB, half of what a pipe holds. Each costs its reader a line and a copy. */
const tasksAnEvent = 900;
/** Progress that is worth a line on the wire: a bar 100 cells wide moves. */
const progressStep = 0.01;

/** Finds out what changed in the task table since it was looked at last. */
export class TaskScan {
  readonly #tasks: TaskRecords;
  readonly #states: Int32Array;
  readonly #progress: Float32Array;

  constructor(table: SharedTable) {
    this.#tasks = table.tasks;
    this.#states = new Int32Array(table.tasks.length);
    this.#progress = new Float32Array(table.tasks.length);
  }

  /** `tasks` events with a row for each task that changed. A scan of 100,000 tasks takes about 0.7 ms. */
  changes(atMs: number): RunEvent[] {
    const tasks = this.#tasks;
    // Private names are looked up slowly: not twice a task.
    const states = this.#states;
    const progresses = this.#progress;
    const events: RunEvent[] = [];
    let rows: number[] = [];
    for (let task = 0; task < tasks.length; task++) {
      const progress = tasks.progress(task);
      const isSame = tasks.glance(task) === states[task];
      if (isSame && Math.abs(progress - progresses[task]!) < progressStep) continue;
      const state = tasks.stateAndLane(task);
      if (isHalfWritten(stateIn(state), tasks.startedMs(task), tasks.endedMs(task))) continue;
      states[task] = state;
      progresses[task] = progress;
      rows.push(
        task,
        stateIn(state),
        laneIn(state),
        toUs(tasks.queuedMs(task)),
        toUs(tasks.startedMs(task)),
        toUs(tasks.endedMs(task)),
        Math.round(progress * 1000),
      );
      if (rows.length >= tasksAnEvent * taskColumns.length) {
        events.push({ type: 'tasks', atMs, rows });
        rows = [];
      }
    }
    if (rows.length > 0) events.push({ type: 'tasks', atMs, rows });
    return events;
  }
}

/** A machine may show a state before the time that was written first: then it has not changed yet. */
function isHalfWritten(state: number, startedMs: number, endedMs: number): boolean {
  if (state === taskStateCode.running) return Number.isNaN(startedMs);
  return (state === taskStateCode.done || state === taskStateCode.failed) && Number.isNaN(endedMs);
}

function toUs(ms: number): number {
  return Number.isNaN(ms) ? notYet : Math.round(ms * 1000);
}
