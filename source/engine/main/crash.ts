import { taskStateCode } from '../../protocol/events.ts';
import { laneState } from '../../telemetry/shared-table.ts';
import { describeError } from '../lane/failure.ts';
import type { ModelContext } from '../models/model.ts';

/** A lane died: marks it crashed, and the task that ran on it, if there was one, failed. */
export function markCrashed(
  context: ModelContext,
  lane: number | null,
  task: number | null,
  error: unknown,
): void {
  const { table, clock, collector } = context;
  const { message, code } = describeError(error);
  const reason = friendlyReason(message, code);
  if (lane !== null) {
    Atomics.store(table.int32, table.laneI32(lane) + 8, laneState.crashed);
    context.laneCrashed(lane, reason);
  }
  if (task !== null) {
    const word = table.taskI32(task) + 6;
    if (Number.isNaN(table.float64[table.taskF64(task) + 1]!))
      table.float64[table.taskF64(task) + 1] = clock();
    table.float64[table.taskF64(task) + 2] = clock();
    Atomics.store(
      table.int32,
      word,
      ((lane ?? 0) << 8) | (context.cancelled ? taskStateCode.cancelled : taskStateCode.failed),
    );
    if (!context.cancelled) collector.error(task, { name: 'LaneCrashed', message: reason, code });
  }
}

/** The task from `from` up to, not including, `to` that runs on a lane; null when there is none. */
export function runningOn(
  { table }: ModelContext,
  lane: number,
  from = 0,
  to: number = table.tasks,
): number | null {
  const wanted = (lane << 8) | taskStateCode.running;
  for (let task = from; task < to; task++) {
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
