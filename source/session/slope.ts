/** How steeply values rise, and the slopes that the values do not rule out. */
type Slope = { readonly slope: number; readonly low: number; readonly high: number };

type Spot = readonly [x: number, y: number];

/** Of the normal distribution: 2.5 % lie beyond it on either side. */
const z = 1.96;

/**
 * The middle of the slopes between all pairs of points, and its 95 % interval (Theil, "A rank-invariant method of linear and
 * polynomial regression analysis", 1950; Sen, "Estimates of the regression coefficient based on Kendall's tau", 1968). Up to
 * 29 % of the points may lie anywhere. Null where no two points differ in x.
 */
export function theilSen(points: readonly Spot[]): Slope | null {
  const slopes: number[] = [];
  for (const [at, [x, y]] of points.entries())
    for (const [otherX, otherY] of points.slice(at + 1))
      if (otherX !== x) slopes.push((otherY - y) / (otherX - x));
  if (slopes.length === 0) return null;
  const sorted = Float64Array.from(slopes).sort();
  const n = points.length;
  const width = z * Math.sqrt((n * (n - 1) * (2 * n + 5)) / 18);
  const low = Math.floor((sorted.length - width) / 2);
  const high = Math.ceil((sorted.length + width) / 2);
  return {
    slope: middle(sorted),
    low: low < 0 ? Number.NEGATIVE_INFINITY : sorted[low]!,
    high: high >= sorted.length ? Number.POSITIVE_INFINITY : sorted[high]!,
  };
}

function middle(sorted: Float64Array): number {
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half]! : (sorted[half - 1]! + sorted[half]!) / 2;
}
