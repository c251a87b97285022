import { arrivals } from '../../load/arrivals.ts';
import { queueInFile } from '../../telemetry/table-file.ts';
import type { Model, ModelContext } from '../models/model.ts';

/**
 * Runs all tasks of a plan: as fast as the model can, or as they fall due where there is a rate. Resolves with how long
 * it took, in milliseconds; rejects when the model cannot go on.
 */
export async function runTasks(context: ModelContext, model: Model): Promise<number> {
  const { plan, table, file, clock } = context;
  const beganMs = clock();
  if (plan.ratePerSecond === null) await model.run();
  else {
    const dueMs = arrivals(plan.ratePerSecond, plan.tasks, plan.seed).map((afterMs) => beganMs + afterMs);
    for (const [task, atMs] of dueMs.entries()) {
      // The watcher copies the file over the table: first there.
      if (file !== null) queueInFile(file, table, task, atMs);
      table.tasks.queue(task, atMs);
    }
    await runAsDue(context, model, dueMs);
  }
  return clock() - beganMs;
}

/**
 * Runs tasks as they fall due, in that order, at most as many at once as the model takes. Those that are due while all
 * places are taken, or while a task holds this loop, start late, and their latency counts from when they were due
 * (without coordinated omission: Gil Tene, "How NOT to Measure Latency"). Timers may be a millisecond late. Resolves when all that were started
 * have ended.
 */
function runAsDue(context: ModelContext, model: Model, dueMs: Float64Array): Promise<void> {
  const { clock } = context;
  let next = 0;
  let pending = 0;
  let timer: NodeJS.Timeout | undefined;
  let comes = false;

  return new Promise((resolve, reject) => {
    const release = context.onCancel(inTurn);
    come();

    /** Starts the next task if it is due and there is room for it; else waits for that. */
    function come(): void {
      clearTimeout(timer);
      comes = false;
      if (next === dueMs.length || context.stopped) {
        if (pending > 0) return;
        release();
        resolve();
      } else if (pending < model.atOnce) {
        const waitMs = dueMs[next]! - clock();
        if (waitMs > 0) timer = setTimeout(come, waitMs);
        else start(next++);
      }
    }

    function start(task: number): void {
      const ended = model.one(task);
      inTurn();
      if (ended === undefined) return;
      pending++;
      ended.then(() => {
        pending--;
        inTurn();
      }, reject);
    }

    /** In the loop's next turn: each task begins in one of its own, as the requests that come to a server do. */
    function inTurn(): void {
      if (comes) return;
      comes = true;
      setImmediate(come);
    }
  });
}
