import { taskStateCode } from '../protocol/events.ts';
import { describeError } from './failure.ts';
import type { ModelContext } from './models/model.ts';
import { laneState } from './shared-table.ts';

/**
 * A lane died: marks it crashed and the task that ran on it failed. Returns the task, or null when the lane ran none.
 * `task` is the task it was given, where that is known.
 */
export function crashedTask(
  context: ModelContext,
  lane: number | null,
  task: number | null,
  error: unknown,
): number | null {
  const { table, clock, collector } = context;
  const { message, code } = describeError(error);
  const reason = friendlyReason(message, code);
  const failed = task ?? (lane === null ? null : runningOn(context, lane));
  if (lane !== null) {
    Atomics.store(table.int32, table.laneI32(lane) + 8, laneState.crashed);
    context.laneCrashed(lane, reason);
  }
  if (failed !== null) {
    const word = table.taskI32(failed) + 6;
    if (Number.isNaN(table.float64[table.taskF64(failed) + 1]!))
      table.float64[table.taskF64(failed) + 1] = clock();
    table.float64[table.taskF64(failed) + 2] = clock();
    Atomics.store(
      table.int32,
      word,
      ((lane ?? 0) << 8) | (context.cancelled ? taskStateCode.cancelled : taskStateCode.failed),
    );
    if (!context.cancelled) collector.error(failed, { name: 'LaneCrashed', message: reason, code });
  }
  return failed;
}

function runningOn({ table }: ModelContext, lane: number): number | null {
  const wanted = (lane << 8) | taskStateCode.running;
  for (let task = 0; task < table.tasks; task++) {
    if (Atomics.load(table.int32, table.taskI32(task) + 6) === wanted) return task;
  }
  return null;
}

/** The ways a lane can die, in words for people. */
export function friendlyReason(message: string, code: string | null): string {
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'its thread ran out of memory';
  const exited = /^worker exited with code: (\d+)$/.exec(message)?.[1];
  if (exited) return `its thread ended: process.exit(${exited})`;
  return message;
}
