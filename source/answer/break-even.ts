import type { Measured } from '../protocol/units.ts';
import type { Course } from '../session/course.ts';

/** A run as it is asked how long so many tasks take. */
export type Curve = { readonly course: Course; readonly startMs: Measured };

/** Beyond so many tasks a person would say "for a service". */
const mostTasks = 1_000_000;

/**
 * From how many tasks on one way is faster than another, both begun from nothing: the start of its lanes, its warm-up, its
 * work. Null where it is not within a million tasks, or where a curve is missing. What was not run goes on as fast as at last.
 */
export function breakEven(candidate: Curve, other: Curve): number | null {
  if (candidate.course.completions.length === 0 || other.course.completions.length === 0) return null;
  const lanesMs = Math.max(0, (candidate.startMs ?? 0) - (other.startMs ?? 0));
  const isFaster = (tasks: number) => lanesMs + msFor(candidate.course, tasks) <= msFor(other.course, tasks);
  if (!isFaster(mostTasks)) return null;
  // Of one task no other way does more: what seems to is noise.
  let [slower, faster] = [1, mostTasks];
  // Once it has made up for its start it stays ahead: halves lead to the place.
  while (faster - slower > 1) {
    const middle = Math.floor((slower + faster) / 2);
    if (isFaster(middle)) faster = middle;
    else slower = middle;
  }
  return faster;
}

/** When so many tasks are done, in ms since the first one's turn. */
function msFor({ completions, steadyMsPerTask }: Course, tasks: number): number {
  const [lastTasks, lastMs] = completions.at(-1)!;
  if (tasks >= lastTasks) return lastMs + (tasks - lastTasks) * (steadyMsPerTask ?? lastMs / lastTasks);
  let [beforeTasks, beforeMs] = [0, 0];
  for (const [doneTasks, atMs] of completions) {
    if (doneTasks >= tasks)
      return beforeMs + ((atMs - beforeMs) * (tasks - beforeTasks)) / (doneTasks - beforeTasks);
    [beforeTasks, beforeMs] = [doneTasks, atMs];
  }
  return lastMs;
}
