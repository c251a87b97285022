import { taskStateCode } from '../protocol/task-rows.ts';
import type { Session } from '../session/state.ts';
import { perChunk } from '../session/task-chunk.ts';
import { taskAt } from '../session/task-table.ts';

/** Where tasks were when one of them failed: how many had ended, how many were under way, and how many of these were done in the end. */
export type AroundFailure = { readonly ended: number; readonly underWay: number; readonly done: number };

/** `at`: the number of the task that failed. */
export function aroundFailure({ tasks }: Pick<Session, 'tasks'>, at: number): AroundFailure {
  const { endedMs } = taskAt(tasks, at);
  const parts = tasks.chunks.map((chunk) => around(chunk, endedMs ?? Number.POSITIVE_INFINITY));
  const sum = (key: keyof AroundFailure) => parts.reduce((all, part) => all + part[key], 0);
  return { ended: sum('ended'), underWay: sum('underWay'), done: sum('done') };
}

const around = perChunk((chunk, atMs: number) => {
  const counts = { ended: 0, underWay: 0, done: 0 };
  for (let task = 0; task < chunk.size; task++) {
    const ended = chunk.endedMs[task]!;
    if (ended < atMs) counts.ended++;
    else if (chunk.startedMs[task]! <= atMs) {
      counts.underWay++;
      if (chunk.state[task] === taskStateCode.done) counts.done++;
    }
  }
  return counts;
});
