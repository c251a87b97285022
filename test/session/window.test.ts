import { describe, expect, test } from 'vitest';
import { addLags, emptyLagHistogram, lagAt } from '../../source/session/lag-histogram.ts';
import { addToSeries, emptyLatest, latestMs, resample, type Series } from '../../source/session/series.ts';
import { addToWindow, inWindow, type Window } from '../../source/session/window.ts';

const ended = (count: number, ms = 5, failed = 0) => ({
  ...{ count, failed },
  durations: addLags(emptyLagHistogram, Array(count).fill(ms)),
});
const fold = (...times: [atMs: number, count: number, ms?: number][]) =>
  times.reduce<Window | null>((window, [at, count, ms]) => addToWindow(window, at, ended(count, ms)), null);

describe('the window of a minute', () => {
  test('before the first half is full it is as long as the program has run', () => {
    expect(inWindow(fold([4000, 3], [9000, 2]), 10_000)).toMatchObject({ count: 5, overMs: 10_000 });
    expect(inWindow(null, 10_000)).toMatchObject({ count: 0, overMs: 10_000 });
  });

  test('the half before counts until the next one is full', () => {
    const window = fold([10_000, 1], [40_000, 2]);
    expect(inWindow(window, 59_999)).toMatchObject({ count: 3, overMs: 59_999 });
    expect(inWindow(window, 60_000)).toMatchObject({ count: 2, overMs: 30_000 });
    expect(inWindow(addToWindow(window, 60_000, ended(4)), 61_000)).toMatchObject({
      count: 6,
      overMs: 31_000,
    });
  });

  test('where nothing came for long there is nothing', () => {
    const window = fold([10_000, 1]);
    expect(inWindow(window, 3_600_000)).toMatchObject({ count: 0, overMs: 30_000 });
    expect(inWindow(addToWindow(window, 3_600_000, ended(2)), 3_600_000)).toMatchObject({ count: 2 });
  });

  test('percentiles are those of what ended lately', () => {
    const { durations } = inWindow(fold([1000, 100, 900], [70_000, 10, 5], [100_000, 10, 5]), 100_000);
    expect(lagAt(durations, 0.99)).toBeLessThan(6);
    expect(durations.maxMs).toBe(5);
  });

  test('failures are added up as well', () => {
    const window = addToWindow(addToWindow(null, 0, ended(2, 5, 1)), 31_000, ended(3, 5, 2));
    expect(inWindow(window, 31_000)).toMatchObject({ count: 5, failed: 3 });
  });
});

describe('a series of the last minutes', () => {
  const series = Array.from({ length: 5000 }, (_, second) => second).reduce<Series>(
    (before, second) => addToSeries(before, second * 1000, second),
    emptyLatest,
  );

  test('keeps ten minutes of a program that runs for days', () => {
    expect(series.values).toHaveLength(latestMs / 1000);
    expect(series.values[0]).toBe(4400);
    expect(resample(series, 4_990_000, 5_000_000, 5)).toEqual([4991, 4993, 4995, 4997, 4999]);
    expect(resample(series, 0, 10_000, 2)).toEqual([Number.NaN, Number.NaN]);
  });

  test('what is older than all of it comes too late', () => {
    expect(addToSeries(series, 1000, 9)).toBe(series);
  });

  test('after a long silence only what is new is kept', () => {
    const { gone, values } = addToSeries(series, 90_000_000, 7);
    expect(values.at(-1)).toBe(7);
    expect(values.length).toBeLessThanOrEqual(latestMs / 1000);
    expect(gone * 1000 + latestMs).toBe(90_001_000);
  });

  test('of counts a bucket is their sum', () => {
    const add = (a: number, b: number) => a + b;
    expect(addToSeries(addToSeries(emptyLatest, 0, 2, add), 999, 3, add).values).toEqual([5]);
  });
});
