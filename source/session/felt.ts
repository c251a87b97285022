import type { Summary } from './summary.ts';

/** Even the cheapest message costs its lane something; below a twentieth of its time nobody would feel it gone. */
const feltCopyRatio = 0.05;
/**
 * With four times as many computing lanes as cores a third of the requests waited: for a core, not for a thread of the
 * pool. A pool that is full makes most of them wait.
 */
const feltWaitedRatio = 0.5;

/** What lanes spent on copying results for the way out, and its share of their time; null when it is not felt. */
export function feltCopying({ lanes, wallMs }: Summary): { copyMs: number; ratio: number } | null {
  const times = lanes.flatMap(({ copyMs }) => copyMs ?? []);
  if (!wallMs || times.length === 0) return null;
  const copyMs = times.reduce((sum, ms) => sum + ms, 0);
  const ratio = copyMs / (wallMs * times.length);
  return ratio >= feltCopyRatio ? { copyMs, ratio } : null;
}

/** The longest wait for a thread of libuv's pool and how many there are; null when waiting was not felt. */
export function feltLibuvWait({ libuv }: Summary): { waitMs: number; threads: number } | null {
  const { threads, waitMaxMs, waitedRatio } = libuv;
  if (threads === null || waitMaxMs === null || (waitedRatio ?? 0) < feltWaitedRatio) return null;
  return { waitMs: waitMaxMs, threads };
}
