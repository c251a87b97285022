import type { LockShare } from './lock-share.ts';
import { shortestMs } from './processor.ts';
import type { Outline, Summary } from './summary.ts';

/** Even the cheapest message costs its lane something; below a twentieth of its time nobody would feel it gone. */
const feltCopyRatio = 0.05;
/** An empty message between threads takes 21 µs (measured). Less than twice that a task is handing out, not data. */
export const leastCopyMs = 0.05;

/** What lanes spent on copying results for the way out, and its share of their time; null when it is not felt. */
export function feltCopying({
  lanes,
  tasks,
  wallMs,
}: Pick<Summary, 'lanes' | 'tasks' | 'wallMs'>): { copyMs: number; ratio: number } | null {
  const times = lanes.flatMap(({ copyMs }) => copyMs ?? []);
  if (!wallMs || times.length === 0) return null;
  const copyMs = times.reduce((sum, ms) => sum + ms, 0);
  const ratio = copyMs / (wallMs * times.length);
  return ratio >= feltCopyRatio && copyMs >= leastCopyMs * tasks.done ? { copyMs, ratio } : null;
}

/** A thread hands the lock over in some hundredths of its time, also beside others that hardly want it. */
const feltLockRatio = 0.05;

/** How threads shared a lock; null where none waited for it so long that it is felt, and in a run too short to tell. */
export function feltLock({ lock, wallMs }: Pick<Summary, 'lock' | 'wallMs'>): LockShare | null {
  return lock !== null && (wallMs ?? 0) >= shortestMs && lock.waitedRatio >= feltLockRatio ? lock : null;
}

/**
 * Of the requests tried: full this often is how the pool is, not how it was once. With four times as many computing
 * lanes as cores a third of the requests waited for a core, and not for a thread of the pool: their waits tell that.
 */
const fullRatio = 0.3;
/** A few time slices of the kernel: a thread that is free may take as long to get a core. */
const leastWaitMs = 25;
/**
 * A request waits twice for a core, in the pool and back in the loop, and each time no longer than the loop was late by
 * itself. Only what is longer than both was spent in the queue of the pool.
 */
const timesLate = 3;

/** How libuv's pool made requests wait: the longest wait, for one of so many threads, and how often they were all taken. */
export type LibuvWait = { readonly waitMs: number; readonly threads: number; readonly ratio: number };

/**
 * The wait for a thread of libuv's pool; null when it was not felt, or cannot be told from a wait for a core. One that is
 * longer than the tasks ran began while lanes were started, and is not theirs.
 */
export function feltLibuvWait({
  libuv,
  loop,
  wallMs,
}: Pick<Outline, 'libuv' | 'loop' | 'wallMs'>): LibuvWait | null {
  const { threads, waitMaxMs, waitedRatio } = libuv;
  if (threads === null || waitMaxMs === null || waitedRatio === null || loop.lagMaxMs === null) return null;
  if (wallMs === null || waitMaxMs > wallMs) return null;
  const long = waitMaxMs >= Math.max(leastWaitMs, timesLate * loop.lagMaxMs);
  return long && waitedRatio >= fullRatio ? { waitMs: waitMaxMs, threads, ratio: waitedRatio } : null;
}
