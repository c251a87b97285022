/** How many times the values of one group those of another are, and the ratios that the values do not rule out. */
export type RatioInterval = {
  readonly ratio: number;
  /** 0 and Infinity where there are too few values to rule out anything. */
  readonly low: number;
  readonly high: number;
};

/** The same ratio the other way round, with all else that is known of it. */
export function inverse<R extends RatioInterval>(of: R): R {
  return { ...of, ratio: 1 / of.ratio, low: 1 / of.high, high: 1 / of.low };
}

/**
 * b by a: the middle of all pairwise ratios, and the ratios that the exact two-sided Mann-Whitney test does not refuse at
 * `alpha` (Hodges and Lehmann, "Estimates of location based on rank tests", 1963, on logarithms). It needs no assumption
 * on how values are distributed, and one outlier among many moves it little. Both groups need a value; all must be above 0.
 */
export function ratioInterval(a: readonly number[], b: readonly number[], alpha: number): RatioInterval {
  return ratioIntervals(a, b, [alpha])[0]!;
}

/** The same for several chances of being wrong. */
export function ratioIntervals(
  a: readonly number[],
  b: readonly number[],
  alphas: readonly number[],
): RatioInterval[] {
  if (a.length === 0 || b.length === 0) throw new RangeError('a ratio needs values of both groups');
  if (![...a, ...b].every((value) => value > 0)) throw new RangeError('a ratio needs values above 0');
  const logs = Float64Array.from(a.flatMap((x) => b.map((y) => Math.log(y / x)))).sort();
  const ratio = Math.exp(middle(logs));
  return alphas.map((alpha) => {
    const left = refusedAtEachEnd(a.length, b.length, alpha);
    if (left === 0) return { ratio, low: 0, high: Infinity };
    return { ratio, low: Math.exp(logs[left - 1]!), high: Math.exp(logs[logs.length - left]!) };
  });
}

/** How many of the least ratios, and of the greatest, lie outside what the test keeps: the largest c with 2 P(U < c) <= alpha. */
function refusedAtEachEnd(m: number, n: number, alpha: number): number {
  const counts = uCounts(m, n);
  const all = counts.reduce((sum, count) => sum + count, 0);
  let below = 0;
  let at = 0;
  while (at < counts.length && (2 * (below + counts[at]!)) / all <= alpha) below += counts[at++]!;
  return at;
}

const known = new Map<string, readonly number[]>();

/**
 * In how many of all orders of m and n values Mann-Whitney's U is u, by u from 0 to m n (Mann and Whitney, "On a test of
 * whether one of two random variables is stochastically larger than the other", 1947: the last value is one of the m and
 * stands above all n, or it is one of the n).
 */
export function uCounts(m: number, n: number): readonly number[] {
  const key = `${m} ${n}`;
  const found = known.get(key);
  if (found) return found;
  let row: number[][] = Array.from({ length: n + 1 }, () => [1]);
  for (let i = 1; i <= m; i++) {
    const next: number[][] = [[1]];
    for (let j = 1; j <= n; j++) {
      const counts = new Array<number>(i * j + 1).fill(0);
      for (const [u, count] of row[j]!.entries()) counts[u + j]! += count;
      for (const [u, count] of next[j - 1]!.entries()) counts[u]! += count;
      next.push(counts);
    }
    row = next;
  }
  known.set(key, row[n]!);
  return row[n]!;
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
