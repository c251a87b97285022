/** The first stretch of a lane's tasks, in which they were slower than later: code was loaded, compiled, connected. */
export type WarmUp = {
  readonly tasks: number;
  /** From the start of its first task to the end of its last. */
  readonly ms: number;
  /** How much longer its tasks took, all together, than they would have later. */
  readonly excessMs: number;
};

/** Of fewer tasks half is no measure of the other half. */
export const fewestTasks = 8;

/** Times have settled where they stay within this share above the later level. */
const settledRatio = 0.15;
/** A chance of one in a thousand that times which vary by themselves are taken for a warm-up. */
const chance = 0.001;
/** Less than this share of one task's time is nothing to tell. */
const leastExcess = 0.5;
/** Clocks and caches alone make times vary by about this much. */
const leastVariance = 0.02 ** 2;
/** Makes the median of distances a standard deviation, for normal values. */
const madToDeviation = 1.4826;
/** A garbage collection or a task switch slows one or two tasks: a median over five does not see them. */
const reach = 2;

/**
 * After how many tasks their times (in order of start) have settled, and how much more the first ones took; null where
 * they were settled from the start, or where they are too few to tell. `kinds`: which tasks are alike, where tasks are
 * given inputs of different sizes: then a time is compared with the later ones of its own kind.
 *
 * The level is that of the later half. The sum of (time / level − 1.15) over the first k tasks grows while they are slow
 * and falls afterwards: its highest point is the change (CUSUM, Page 1954). Of times that only vary, such a sum exceeds
 * x with a chance of about exp(−2 · 0.15 · x / variance) (Lundberg's bound): what is below that is no warm-up.
 */
export function findWarmUp(
  times: readonly number[],
  kinds: ((at: number) => number) | null = null,
): { tasks: number; excess: number } | null {
  if (times.length < fewestTasks) return null;
  const half = Math.floor(times.length / 2);
  const usual = usualTimes(times, half, kinds);
  if (!(usual(0) > 0)) return null;
  const ratios = times.map((ms, at) => ms / usual(at));
  const smooth = ratios.map((_, at) => smoothed(ratios, at));
  const later = smooth.slice(half);
  const level = mean(later);
  // Neighbours share what they are the median of: a sum of them varies as much more. Of a few, single times tell more.
  const varies = mean(later.map((ratio) => (ratio / level - 1) ** 2)) * (2 * reach + 1);
  const apart = median(ratios.slice(half).map((ratio) => Math.abs(ratio / level - 1))) * madToDeviation;
  const allowed = Math.max(leastVariance, varies, apart ** 2) * (1 + 2 / later.length) ** 2;
  const needed = Math.max(leastExcess, (allowed * Math.log(1 / chance)) / (2 * settledRatio));
  let sum = 0;
  let most = 0;
  let tasks = 0;
  for (const [at, ratio] of smooth.entries()) {
    sum += ratio / level - 1 - settledRatio;
    if (sum <= most) continue;
    most = sum;
    tasks = at + 1;
  }
  if (most < needed) return null;
  let excess = 0;
  for (let at = 0; at < tasks; at++) excess += times[at]! - usual(at);
  return { tasks, excess };
}

/** What each task takes later. Where the kind of one does not come again in the later half, the median of all there. */
function usualTimes(
  times: readonly number[],
  half: number,
  kinds: ((at: number) => number) | null,
): (at: number) => number {
  const all = median(times.slice(half));
  if (!kinds) return () => all;
  const byKind = new Map<number, number[]>();
  for (let at = half; at < times.length; at++) {
    const alike = byKind.get(kinds(at));
    if (alike) alike.push(times[at]!);
    else byKind.set(kinds(at), [times[at]!]);
  }
  const medians = new Map([...byKind].map(([kind, alike]) => [kind, median(alike)]));
  return (at) => medians.get(kinds(at)) || all;
}

/** The first task as it is: what is loaded once is loaded there. */
function smoothed(ratios: readonly number[], at: number): number {
  return at === 0 ? ratios[0]! : median(ratios.slice(Math.max(1, at - reach), at + reach + 1));
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** The middle value; NaN of none. */
export function median(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
