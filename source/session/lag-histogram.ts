import { bucketOf, msOfBucket } from '../protocol/duration-buckets.ts';
import { beatPeriodMs } from '../protocol/units.ts';

/**
 * Percentiles of event-loop lag in bounded room, right to 1 %.
 *
 * A loop that is frozen for a second sends one late beat instead of a hundred; counted as one, the freeze would
 * vanish from the percentiles (coordinated omission). So a lag of L also stands for the beats that were due
 * meanwhile, with lags L − period, L − 2·period, …: the correction of HdrHistogram's `recordValueWithExpectedInterval`.
 */
export type LagHistogram = {
  readonly counts: readonly number[];
  readonly total: number;
  readonly maxMs: number;
};

export const emptyLagHistogram: LagHistogram = { counts: [], total: 0, maxMs: 0 };

/** Adds the lags of consecutive beats, in milliseconds. */
export function addLags(histogram: LagHistogram, lagsMs: readonly number[]): LagHistogram {
  if (lagsMs.length === 0) return histogram;
  const counts = histogram.counts.slice();
  let { total, maxMs } = histogram;
  for (const lag of lagsMs) {
    maxMs = Math.max(maxMs, lag);
    for (let ms = lag; ms === lag || ms > 0; ms -= beatPeriodMs) {
      const bucket = bucketOf(ms);
      while (counts.length <= bucket) counts.push(0);
      counts[bucket]!++;
      total++;
    }
  }
  return { counts, total, maxMs };
}

/** Adds durations that have been counted: pairs of a bucket and a number, and the longest of them. */
export function addBuckets(
  histogram: LagHistogram,
  buckets: readonly (readonly [bucket: number, count: number])[],
  longestMs: number,
): LagHistogram {
  if (buckets.length === 0) return histogram;
  const counts = histogram.counts.slice();
  let { total } = histogram;
  for (const [bucket, count] of buckets) {
    while (counts.length <= bucket) counts.push(0);
    counts[bucket]! += count;
    total += count;
  }
  return { counts, total, maxMs: Math.max(histogram.maxMs, longestMs) };
}

/** The lag in milliseconds that a share of the run's time stayed at or below; null before the first beat. */
export function lagAt(histogram: LagHistogram, ratio: number): number | null {
  if (histogram.total === 0) return null;
  const rank = Math.max(1, Math.ceil(ratio * histogram.total));
  let seen = 0;
  for (let bucket = 0; bucket < histogram.counts.length; bucket++) {
    seen += histogram.counts[bucket]!;
    if (seen >= rank) return Math.min(histogram.maxMs, msOfBucket(bucket));
  }
  return histogram.maxMs;
}
