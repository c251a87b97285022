/** How regular moments and times are: numbers in, numbers out. */

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export function variance(values: readonly number[]): number {
  const middle = mean(values);
  return mean(values.map((value) => (value - middle) ** 2));
}

/** Standard deviation by the mean. */
export function variation(values: readonly number[]): number {
  const middle = mean(values);
  return middle > 0 ? Math.sqrt(variance(values)) / middle : Number.POSITIVE_INFINITY;
}

export const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** From each end to the one so many later. */
export const stepsOf = (ends: readonly number[], lag: number) =>
  ends.slice(lag).map((end, at) => end - ends[at]!);
