import { bytes, count, plural } from '../../format.ts';
import type { Kept, Session } from '../../session/state.ts';
import type { Rule } from '../finding.ts';
import { keptGrowth } from '../kept-growth.ts';
import { sources } from '../sources.ts';
import { mostlyBuffersRatio, whereKept } from '../where-kept.ts';

/** Of a lane. Caches of the runtime, compiled code and free room in its heap come to less than this. */
export const leastGrownBytes = 8e6;
const leastPerTaskBytes = 1000;

/** Memory that tasks leave behind, and that no collection frees. */
export const memoryGrows: Rule = {
  id: 'memory-grows',
  looksFor: 'memory that is kept after tasks ended, more with each',
  underLoad: 'holds',
  find({ session }) {
    // Results that a check wants to see are kept for it.
    if (session.ended === null || session.check !== null) return null;
    const { done, failed } = session.tasks.counts;
    const tasks = done + failed;
    const lanes = session.kept.filter((kept) => (keptGrowth(kept) ?? 0) >= leastGrownBytes);
    const grownBytes = lanes.reduce((sum, { keptBytes, beganBytes }) => sum + keptBytes - beganBytes, 0);
    const perTask = grownBytes / tasks;
    if (lanes.length === 0 || perTask < leastPerTaskBytes) return null;
    const left = tasksLeft(session, lanes, tasks, perTask);
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Memory grows by ${bytes(perTask)} per task: ${bytes(grownBytes)} more are kept after ${plural(tasks, 'task')}${where(session, lanes)}`,
      figures: {
        bytesPerTask: Math.round(perTask),
        grownBytes,
        tasks,
        lanes: lanes.length,
        ...(left === null ? {} : { tasksLeft: left }),
      },
      why:
        left === null
          ? 'No collection frees it: it stays for as long as the process runs.'
          : `No collection frees it. After about ${count(left)} more tasks the memory is full.`,
      next: whereKept(session.plan.runtime, ofBuffers(lanes)),
      step: null,
      source: sources.slope,
    };
  },
};

/** Nothing where it is the main loop: there is no other place that people think of. */
function where({ lanes: all }: Session, lanes: readonly Kept[]): string {
  const [only] = lanes;
  const lane = all.find(({ id }) => id === only?.lane);
  if (!lane || lane.kind === 'loop') return '';
  return `, by ${lanes.length === 1 ? lane.name : plural(lanes.length, lane.kind)}`;
}

/**
 * How many more tasks there is room for, in two digits: in the heaps of these lanes and in the memory of the machine or
 * container. Null where no limit is known.
 */
function tasksLeft(
  { started, memory }: Session,
  lanes: readonly Kept[],
  tasks: number,
  perTask: number,
): number | null {
  if (!started) return null;
  const { memoryBytes, memoryLimitBytes } = started.machine;
  const roomBytes = (memoryLimitBytes ?? memoryBytes) - (memory.rssBytes ?? 0);
  const left = Math.max(0, Math.min(roomBytes / perTask, ...lanes.map((lane) => leftInHeap(lane, tasks))));
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, left))) - 1);
  return Math.floor(left / digits) * digits;
}

/** Infinite where a lane's heap does not grow, or has no limit. */
function leftInHeap(kept: Kept, tasks: number): number {
  const { heapLimitBytes, keptBytes, keptBufferBytes } = kept;
  const grown = keptBytes - kept.beganBytes - buffersGrown(kept);
  if (heapLimitBytes === null || grown <= 0) return Number.POSITIVE_INFINITY;
  return ((heapLimitBytes - keptBytes + (keptBufferBytes ?? 0)) * tasks) / grown;
}

const buffersGrown = ({ beganBufferBytes, keptBufferBytes }: Kept) =>
  (keptBufferBytes ?? 0) - (beganBufferBytes ?? 0);

function ofBuffers(lanes: readonly Kept[]): boolean {
  const grown = lanes.reduce((sum, { keptBytes, beganBytes }) => sum + keptBytes - beganBytes, 0);
  return lanes.reduce((sum, kept) => sum + buffersGrown(kept), 0) >= mostlyBuffersRatio * grown;
}
