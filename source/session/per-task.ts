import type { Measured } from '../protocol/units.ts';
import type { Session } from './state.ts';
import { forEachTask, type TaskTable } from './task-table.ts';

/** What one more task at once costs. Null: not measured, or lost in the noise. */
export type PerTask = { rssBytes: Measured; pssBytes: Measured; virtualBytes: Measured };

/**
 * The most that memory grew once lanes were started, by the most tasks at once; in a pool by its lanes if these are more:
 * what idle lanes take is no cost of the tasks on the others. Threads and processes that were started
 * for the tasks are part of the cost; what set-up took for a while is not.
 */
export function perTask({ plan, memory, tasks, lanes }: Session): PerTask {
  // The threads behind a loop are not one for each task.
  const pool = plan.poolThreads === null ? lanes.filter(({ kind }) => kind !== 'loop').length : 0;
  const atOnce = mostAtOnce(tasks);
  const most = atOnce === 0 ? 0 : Math.max(atOnce, pool);
  const each = (grownBytes: Measured) =>
    grownBytes === null || grownBytes <= 0 || most === 0 ? null : Math.round(grownBytes / most);
  return {
    rssBytes: each(memory.grownRssBytes),
    pssBytes: each(memory.grownPssBytes),
    virtualBytes: each(memory.grownVirtualBytes),
  };
}

/** The most tasks that were ever running at the same moment. */
export function mostAtOnce(table: TaskTable): number {
  const starts: number[] = [];
  const ends: number[] = [];
  forEachTask(table, (_, chunk, at) => {
    const started = chunk.startedMs[at]!;
    if (Number.isNaN(started)) return;
    starts.push(started);
    const ended = chunk.endedMs[at]!;
    ends.push(Number.isNaN(ended) ? Number.POSITIVE_INFINITY : ended);
  });
  const sortedStarts = Float64Array.from(starts).sort();
  const sortedEnds = Float64Array.from(ends).sort();
  let most = 0;
  let over = 0;
  sortedStarts.forEach((start, begun) => {
    while (sortedEnds[over]! <= start) over++;
    most = Math.max(most, begun + 1 - over);
  });
  return most;
}
