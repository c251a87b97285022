/**
 * A figure over time in bounded room: equal buckets of time, each with the largest value seen in it. NaN: nothing measured.
 * `keeps`: `all` covers a whole run; when the buckets run out, neighbours are merged and each covers twice the time. `latest`
 * covers the last minutes of what may go on for days: the oldest bucket goes.
 */
export type Series = {
  readonly keeps: 'all' | 'latest';
  readonly bucketMs: number;
  /** How many buckets went before the first that is kept. */
  readonly gone: number;
  readonly values: readonly number[];
};

/** More than the widest chart has columns; 240 buckets of 100 ms cover the first 24 seconds in full detail. */
const capacity = 240;

export const emptySeries: Series = { keeps: 'all', bucketMs: 100, gone: 0, values: [] };

/** Seconds for ten minutes: a minute is seen in full detail, and whether something grows slowly. */
export const latestMs = 600_000;
export const emptyLatest: Series = { keeps: 'latest', bucketMs: 1000, gone: 0, values: [] };

/**
 * Adds a value at `atMs` milliseconds since the origin; `null` adds nothing. `fold`: what becomes of two values in the same
 * bucket; of merged ones the larger stands in any case.
 */
export function addToSeries(
  series: Series,
  atMs: number,
  value: number | null,
  fold: (a: number, b: number) => number = larger,
): Series {
  if (value === null) return series;
  const { gone, bucketMs, values } =
    series.keeps === 'all' ? withRoomFor(series, atMs) : withoutOldest(series, atMs);
  const bucket = Math.floor(Math.max(0, atMs) / bucketMs) - gone;
  // It is of a time that is no longer kept.
  if (bucket < 0) return series;
  while (values.length <= bucket) values.push(Number.NaN);
  values[bucket] = Number.isNaN(values[bucket]!) ? value : fold(values[bucket]!, value);
  return { ...series, bucketMs, gone, values };
}

type Buckets = { gone: number; bucketMs: number; values: number[] };

function withRoomFor(series: Series, atMs: number): Buckets {
  let { bucketMs } = series;
  let values = series.values.slice();
  while (atMs / bucketMs >= capacity) {
    const merged: number[] = [];
    for (let i = 0; i < values.length; i += 2) merged.push(larger(values[i]!, values[i + 1] ?? Number.NaN));
    values = merged;
    bucketMs *= 2;
  }
  return { gone: 0, bucketMs, values };
}

function withoutOldest({ gone, bucketMs, values }: Series, atMs: number): Buckets {
  const more = Math.max(0, Math.floor(atMs / bucketMs) - gone - latestMs / bucketMs + 1);
  return { gone: gone + more, bucketMs, values: values.slice(more) };
}

function larger(a: number, b: number): number {
  if (Number.isNaN(a)) return b;
  return Number.isNaN(b) ? a : Math.max(a, b);
}

/**
 * The series between two times as `columns` values, oldest first; NaN where nothing was measured.
 * A column without a bucket of its own repeats the one that covers its time.
 */
export function resample(series: Series, fromMs: number, toMs: number, columns: number): number[] {
  const { bucketMs, gone, values } = series;
  const width = (toMs - fromMs) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const first = Math.floor((fromMs + column * width) / bucketMs) - gone;
    const last = Math.max(first, Math.ceil((fromMs + (column + 1) * width) / bucketMs) - 1 - gone);
    let value = Number.NaN;
    for (let bucket = Math.max(0, first); bucket <= last; bucket++) {
      value = larger(value, values[bucket] ?? Number.NaN);
    }
    return value;
  });
}
