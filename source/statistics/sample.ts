/** Repeated measurements of one figure, in the order in which they were made; never empty. */
export type Sample = { readonly values: readonly number[]; readonly unit: string };

/** The middle of a sample and its ends, in its unit. */
export type Spread = { readonly median: number; readonly min: number; readonly max: number };

/** A sample of these values; null for none. */
export function sampleOf(values: readonly number[], unit: string): Sample | null {
  return values.length === 0 ? null : { values, unit };
}

/** Median, least and greatest of a sample. Of an even number of values the middle two are averaged. */
export function spreadOf({ values }: Sample): Spread {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  return { median, min: sorted[0]!, max: sorted.at(-1)! };
}

/** The median of a sample; null without one. */
export function medianOf(sample: Sample | null): number | null {
  return sample && spreadOf(sample).median;
}

/** Whether two spreads share a value: then their order may be chance. */
export function overlap(a: Spread, b: Spread): boolean {
  return a.min <= b.max && b.min <= a.max;
}

/**
 * One spread by another: of the medians, and the least and greatest that any pair of their values gives. That is the
 * widest it can be, and no confidence interval.
 */
export function ratioOf(a: Spread, b: Spread): Spread | null {
  if (b.min <= 0) return null;
  return { median: a.median / b.median, min: a.min / b.max, max: a.max / b.min };
}
