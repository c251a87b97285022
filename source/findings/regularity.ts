/** How regular moments and times are: numbers in, numbers out. */

/** The squared correlation of ends with their number. */
export function linearity(ends: readonly number[]): number {
  const { length } = ends;
  const middle = (length - 1) / 2;
  const middleMs = mean(ends);
  let both = 0;
  let numbers = 0;
  let values = 0;
  ends.forEach((end, at) => {
    both += (at - middle) * (end - middleMs);
    numbers += (at - middle) ** 2;
    values += (end - middleMs) ** 2;
  });
  return numbers * values === 0 ? 0 : both ** 2 / (numbers * values);
}

/** Standard deviation by the mean. */
export function variation(values: readonly number[]): number {
  const middle = mean(values);
  const square = mean(values.map((value) => (value - middle) ** 2));
  return middle > 0 ? Math.sqrt(square) / middle : Number.POSITIVE_INFINITY;
}

export const mean = (values: readonly number[]) =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

export const sorted = (values: readonly number[]) => values.toSorted((a, b) => a - b);

/** Of sorted values, the one that this share of them is below. */
export const quantile = (values: readonly number[], share: number) =>
  values[Math.min(values.length - 1, Math.floor(share * values.length))]!;

/** From each end to the one so many later. */
export const stepsOf = (ends: readonly number[], lag: number) =>
  ends.slice(lag).map((end, at) => end - ends[at]!);
