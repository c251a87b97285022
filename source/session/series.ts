/**
 * A figure over the whole time of a run in bounded room: equal buckets of time, each with the largest value seen
 * in it. When the buckets run out, neighbours are merged and each covers twice the time. NaN: nothing measured.
 */
export type Series = { readonly bucketMs: number; readonly values: readonly number[] };

/** More than the widest chart has columns; 240 buckets of 100 ms cover the first 24 seconds in full detail. */
const capacity = 240;

export const emptySeries: Series = { bucketMs: 100, values: [] };

/** Adds a value at `atMs` milliseconds since the engine's origin; `null` adds nothing. */
export function addToSeries(series: Series, atMs: number, value: number | null): Series {
  if (value === null) return series;
  let { bucketMs } = series;
  let values = series.values.slice();
  let bucket = Math.max(0, Math.floor(atMs / bucketMs));
  while (bucket >= capacity) {
    const merged: number[] = [];
    for (let i = 0; i < values.length; i += 2) merged.push(larger(values[i]!, values[i + 1] ?? Number.NaN));
    values = merged;
    bucketMs *= 2;
    bucket = Math.floor(atMs / bucketMs);
  }
  while (values.length <= bucket) values.push(Number.NaN);
  values[bucket] = larger(values[bucket]!, value);
  return { bucketMs, values };
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
  const width = (toMs - fromMs) / columns;
  return Array.from({ length: columns }, (_, column) => {
    const first = Math.floor((fromMs + column * width) / series.bucketMs);
    const last = Math.max(first, Math.ceil((fromMs + (column + 1) * width) / series.bucketMs) - 1);
    let value = Number.NaN;
    for (let bucket = Math.max(0, first); bucket <= last; bucket++) {
      value = larger(value, series.values[bucket] ?? Number.NaN);
    }
    return value;
  });
}
