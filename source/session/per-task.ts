import type { Measured } from '../protocol/units.ts';
import type { Session } from './state.ts';
import { forEachTask, type TaskTable } from './task-table.ts';

/** What one more of something costs. Null: not measured, or lost in the noise. */
export type Each = { rssBytes: Measured; pssBytes: Measured; virtualBytes: Measured };

/**
 * The heap of a loop is some tens of megabytes larger or smaller by when its garbage was last collected: by fewer tasks
 * at once than this that would look like a cost of each.
 */
const fewestOnLoop = 8;

/**
 * What one more task at once takes: the most that memory grew once lanes were started, by the most tasks at once. In a
 * pool each needs a lane of its own, which is part of the cost; what lanes beyond the tasks take is not. What set-up took
 * for a while is no part of it either.
 */
export function perTask(session: Session): Each {
  const pool = poolOf(session);
  const atOnce = mostAtOnce(session.tasks);
  if (atOnce === 0 || (pool === 0 && atOnce < fewestOnLoop)) return none;
  return each(session, Math.max(atOnce, pool));
}

/** What one more lane of a pool takes, with what its tasks hold and leave to be collected; nothing where there is no pool. */
export function perLane(session: Session): Each {
  const { length } = session.lanes.filter(({ kind }) => kind !== 'loop');
  return length === 0 ? none : each(session, length);
}

/** Lanes of a pool that runs tasks; the threads behind a loop are not one for each task. */
function poolOf({ plan, lanes }: Session): number {
  return plan.poolThreads === null ? lanes.filter(({ kind }) => kind !== 'loop').length : 0;
}

const none: Each = { rssBytes: null, pssBytes: null, virtualBytes: null };

function each({ memory }: Session, count: number): Each {
  const share = (grownBytes: Measured) =>
    grownBytes === null || grownBytes <= 0 ? null : Math.round(grownBytes / count);
  return {
    rssBytes: share(memory.grownRssBytes),
    pssBytes: share(memory.grownPssBytes),
    virtualBytes: share(memory.grownVirtualBytes),
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
