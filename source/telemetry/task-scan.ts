import type { RunEvent } from '../protocol/events.ts';
import { roundMs } from '../protocol/units.ts';
import type { SharedTable } from './shared-table.ts';

/** About 45 bytes a task: an event stays near 8 KB. */
const tasksAnEvent = 180;
/** Progress that is worth a line on the wire: a bar 100 cells wide moves. */
const progressStep = 0.01;

/** Finds out what changed in the task table since it was looked at last. */
export class TaskScan {
  readonly #table: SharedTable;
  readonly #states: Int32Array;
  readonly #progress: Float32Array;

  constructor(table: SharedTable) {
    this.#table = table;
    this.#states = new Int32Array(table.tasks);
    this.#progress = new Float32Array(table.tasks);
  }

  /** `tasks` events with a row for each task that changed. A scan of 100,000 tasks takes about 0.1 ms. */
  changes(atMs: number): RunEvent[] {
    const { int32, float64, float32, tasks } = this.#table;
    const events: RunEvent[] = [];
    let rows: (number | null)[] = [];
    for (let task = 0; task < tasks; task++) {
      const word = this.#table.taskI32(task);
      const state = Atomics.load(int32, word + 6);
      const progress = float32[word + 7]!;
      if (state === this.#states[task] && Math.abs(progress - this.#progress[task]!) < progressStep) continue;
      this.#states[task] = state;
      this.#progress[task] = progress;
      const at = this.#table.taskF64(task);
      const ratio = Math.round(progress * 1000) / 1000;
      rows.push(
        task,
        state & 0xff,
        state >>> 8,
        time(float64[at]!),
        time(float64[at + 1]!),
        time(float64[at + 2]!),
        ratio,
      );
      if (rows.length >= tasksAnEvent * 7) {
        events.push({ type: 'tasks', atMs, rows });
        rows = [];
      }
    }
    if (rows.length > 0) events.push({ type: 'tasks', atMs, rows });
    return events;
  }
}

function time(ms: number): number | null {
  return Number.isNaN(ms) ? null : roundMs(ms);
}
