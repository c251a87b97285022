import { expect, test } from 'vitest';
import { growthOf } from '../../source/session/growth.ts';
import { addToSeries, emptyLatest } from '../../source/session/series.ts';

/** A value a second. */
const seriesOf = (seconds: number, valueAt: (second: number) => number) =>
  Array.from({ length: seconds }, (_, second) => second).reduce(
    (series, second) => addToSeries(series, second * 1000, valueAt(second)),
    emptyLatest,
  );

test('how fast memory grows is told per minute, over the time that is kept', () => {
  expect(growthOf(seriesOf(120, (second) => 100e6 + (second / 60) * 4e6))).toEqual({
    overMs: 120_000,
    perMinute: expect.closeTo(4e6, -4),
  });
  expect(growthOf(seriesOf(3600, (second) => second))?.overMs).toBe(600_000);
});

test('what goes up and down is steady, also where it ends higher', () => {
  expect(growthOf(seriesOf(120, (second) => (second * 37) % 11))?.perMinute).toBe(0);
});

test('before a minute is over nothing can be said', () => {
  expect(growthOf(seriesOf(59, (second) => second))).toBe(null);
  expect(growthOf(seriesOf(60, (second) => second))).not.toBe(null);
  expect(growthOf(emptyLatest)).toBe(null);
});
