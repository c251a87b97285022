import type { Requests } from './latency.ts';

/** Where requests take this share of the time anyway, it takes most of the time until as many are open as will be. */
const slowRatio = 0.2;
/** Where a share x of the requests is too much, those open grow by 0.4 x of all from the middle of the time to its end. */
const growthRatio = 0.025;
/** By as many requests, the standard deviation of those that come in that part of the time, it may grow by chance. */
const byChance = (count: number) => Math.sqrt(0.4 * count);
/** From when to when, as shares of the time. */
const middle = [0.4, 0.6] as const;
const end = [0.8, 1] as const;
/** So often it is counted within each of them. */
const looks = 20;

/**
 * Whether more and more requests were due and had no answer. How long each took does not tell where those that came last are
 * answered first: a server that is behind reads from connections that it has, and accepts no new ones. Of simulated queues of
 * 250 requests this finds 1 % at 80 % of what the server can do, 55 % at 112 %, and 76 % at 120 % (test/load/open-growth.test.ts).
 */
export function openGrew(requests: Requests): boolean {
  const { dueMs, doneMs, failed } = requests;
  const [first = 0, last = 0] = [dueMs[0], dueMs.at(-1)];
  const spanMs = last - first;
  const took = doneMs.map((done, at) => done - dueMs[at]!).filter((ms) => !Number.isNaN(ms));
  const median = took.sort()[took.length >> 1] ?? 0;
  if (median > slowRatio * spanMs) return false;
  // When one failed is not known: that it was open at all is left out.
  const ends = doneMs
    .map((done, at) => (failed[at] === 1 ? dueMs[at]! : done))
    .filter((at) => !Number.isNaN(at));
  ends.sort();
  const open = ([from, to]: readonly [number, number]) => {
    let sum = 0;
    for (let look = 0; look < looks; look++) {
      const atMs = first + (from + ((to - from) * (look + 0.5)) / looks) * spanMs;
      sum += countUntil(dueMs, atMs) - countUntil(ends, atMs);
    }
    return sum / looks;
  };
  const [before, after] = [open(middle), open(end)];
  return after - before > Math.max(growthRatio * dueMs.length, byChance(dueMs.length));
}

/** How many of the sorted times were then or before. */
function countUntil(sorted: Float64Array, atMs: number): number {
  let [from, to] = [0, sorted.length];
  while (from < to) {
    const at = (from + to) >> 1;
    if (sorted[at]! <= atMs) from = at + 1;
    else to = at;
  }
  return from;
}
