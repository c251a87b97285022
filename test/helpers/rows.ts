import { notYet, type TaskState, taskStateCode } from '../../source/protocol/task-rows.ts';

/** One row of a `tasks` event. Times in milliseconds; null, or left out: not yet. */
export function taskRow(
  task: number,
  state: TaskState,
  lane = 0,
  timesMs: readonly (number | null)[] = [],
  progressRatio = 0,
): number[] {
  const [queuedUs, startedUs, endedUs] = [0, 1, 2].map((at) => toUs(timesMs[at] ?? null));
  return [
    task,
    taskStateCode[state],
    lane,
    queuedUs!,
    startedUs!,
    endedUs!,
    Math.round(progressRatio * 1000),
  ];
}

const toUs = (ms: number | null) => (ms === null ? notYet : Math.round(ms * 1000));
