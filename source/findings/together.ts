import type { Times } from './queueing.ts';
import { mean, variance } from './regularity.ts';

/** Of fewer tasks each may be what it is by chance. */
const fewestTasks = 3;
/** A little longer takes who is started a moment later, on a loop that starts others. */
const leastLonger = 1.2;
/** By so many standard errors: by chance it is so in one of forty runs. */
const leastErrors = 2;

/**
 * Whether tasks that had more of their kind before them took longer, though it may be too little or too uneven to tell a limit by it
 * (`limitIn`). Compared with the first third of the tasks that began together is their last third, and then those that followed. Of
 * a task that waits for nobody it makes no difference when it began.
 */
export function longerTogether(tasks: readonly Times[], atOnce: number): boolean {
  const took = tasks
    .toSorted((a, b) => a.startedMs - b.startedMs)
    .map(({ startedMs, endedMs }) => endedMs - startedMs);
  const first = took.slice(0, atOnce);
  const third = Math.floor(first.length / 3);
  const alone = first.slice(0, third);
  return [first.slice(-third), took.slice(atOnce, 3 * atOnce)].some((others) => isLonger(others, alone));
}

function isLonger(others: readonly number[], alone: readonly number[]): boolean {
  if (Math.min(others.length, alone.length) < fewestTasks) return false;
  const more = mean(others) - mean(alone);
  const error = Math.sqrt(variance(others) / others.length + variance(alone) / alone.length);
  return more > (leastLonger - 1) * mean(alone) && more > leastErrors * error;
}
