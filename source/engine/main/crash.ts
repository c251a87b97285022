import { atPlace } from '../../looks/place.ts';
import { taskStateCode } from '../../protocol/task-rows.ts';
import { laneState } from '../../telemetry/table-layout.ts';
import { laneIn, stateIn } from '../../telemetry/task-records.ts';
import { describeError } from '../lane/failure.ts';
import type { ModelContext } from '../models/model.ts';

/** A lane died: marks it crashed, and the task that ran on it, if there was one, failed. */
export function markCrashed(
  context: ModelContext,
  lane: number | null,
  task: number | null,
  error: unknown,
): void {
  const { lanes, tasks } = context.table;
  const { name, message, code, place } = describeError(error);
  // An error that nothing caught in a thread comes here as it was thrown, with the place of that.
  const reason =
    place === null
      ? friendlyReason(message, code)
      : `its thread ended over an error that your code did not catch: ${name}: ${message}${atPlace(place)}`;
  if (lane !== null) {
    lanes[lane]!.state = laneState.crashed;
    context.laneCrashed(lane, reason);
  }
  if (task !== null) {
    const now = context.clock();
    if (Number.isNaN(tasks.startedMs(task))) tasks.start(task, lane ?? 0, now);
    tasks.end(task, lane ?? 0, context.cancelled ? 'cancelled' : 'failed', now);
    if (!context.cancelled) context.collector.error(task, { name: 'LaneCrashed', message: reason, code });
  }
}

/** The task from `from` up to, not including, `to` that runs on a lane; null when there is none. */
export function runningOn(
  { table: { tasks } }: ModelContext,
  lane: number,
  from = 0,
  to: number = tasks.length,
): number | null {
  for (let task = from; task < to; task++) {
    const seen = tasks.stateAndLane(task);
    if (laneIn(seen) === lane && stateIn(seen) === taskStateCode.running) return task;
  }
  return null;
}

/** The ways a lane can die, in words for people. */
export function friendlyReason(message: string, code: string | null): string {
  if (code === 'ERR_WORKER_OUT_OF_MEMORY') return 'its thread ran out of memory';
  if (code === 'ERR_WORKER_INIT_FAILED') return notStarted('thread', message);
  const exited = /^worker exited with code: (\d+)$/.exec(message)?.[1];
  if (exited) return `its thread called process.exit(${exited})`;
  return message;
}

/** What the system has run out of, by its name for it, and how more of it is had. */
const shortages: readonly (readonly [RegExp, string])[] = [
  [
    /EMFILE/,
    'no file descriptor is left (EMFILE); run fewer at once (--concurrency), or raise the limit (ulimit -n)',
  ],
  [/ENFILE/, 'the whole system has no file descriptor left (ENFILE); run fewer at once (--concurrency)'],
  [
    /EAGAIN/,
    'the system allows no more threads and processes, or has no memory for one (EAGAIN); run fewer at once (--concurrency), or raise the limit (ulimit -u or -v, or pids.max of the control group)',
  ],
  [/ENOMEM/, 'there is no memory for it (ENOMEM); run fewer at once (--concurrency)'],
];

/** Why one more lane could not be started. `message`: what Node says, the system's name of the reason somewhere in it. */
export function notStarted(what: 'thread' | 'process', message: string): string {
  const why = shortages.find(([name]) => name.test(message))?.[1] ?? message;
  return `a ${what} could not be started: ${why}`;
}
