import { describe, expect, test } from 'vitest';
import { ratioInterval, uCounts } from '../../source/statistics/ratio-interval.ts';

test('counts the orders of two groups by Mann-Whitney’s U', () => {
  expect(uCounts(3, 3)).toEqual([1, 1, 2, 3, 3, 3, 3, 2, 1, 1]);
  expect(uCounts(1, 4)).toEqual([1, 1, 1, 1, 1]);
  // The binomial coefficient 40 over 20.
  expect(uCounts(20, 20).reduce((sum, count) => sum + count, 0)).toBe(137_846_528_820);
});

/** All ways to choose some of these numbers. */
function choices(from: readonly number[], count: number): number[][] {
  if (count === 0) return [[]];
  return from.flatMap((one, at) => choices(from.slice(at + 1), count - 1).map((rest) => [one, ...rest]));
}

test.each([
  [2, 3],
  [4, 4],
  [5, 3],
])('the counts are those of all orders, one by one: %i and %i', (m, n) => {
  const places = Array.from({ length: m + n }, (_, at) => at);
  const counted = new Array<number>(m * n + 1).fill(0);
  for (const mine of choices(places, m)) {
    const others = places.filter((place) => !mine.includes(place));
    counted[mine.flatMap((x) => others.filter((y) => y < x)).length]! += 1;
  }
  expect(uCounts(m, n)).toEqual(counted);
});

describe('the interval of a ratio', () => {
  test('its middle is the middle of all pairwise ratios', () => {
    expect(ratioInterval([1, 2, 4], [2, 4, 8], 0.05).ratio).toBeCloseTo(2);
    expect(ratioInterval([3, 3], [1, 1], 0.5).ratio).toBeCloseTo(1 / 3);
  });

  test('three against three rule out nothing at 0.05, and four against four only what no pair of them gives', () => {
    expect(ratioInterval([1, 2, 3], [10, 20, 30], 0.05)).toMatchObject({ low: 0, high: Infinity });
    const { low, high } = ratioInterval([10, 11, 12, 13], [20, 21, 22, 23], 0.05);
    expect([low, high]).toEqual([expect.closeTo(20 / 13), expect.closeTo(23 / 10)]);
  });

  test('five against five: the third least and the third greatest ratio, as tables of U have it', () => {
    const a = [100, 107, 111, 118, 125];
    const b = [150, 163, 171, 186, 199];
    const ratios = a.flatMap((x) => b.map((y) => y / x)).sort((p, q) => p - q);
    const { low, high } = ratioInterval(a, b, 0.05);
    expect([low, high]).toEqual([expect.closeTo(ratios[2]!), expect.closeTo(ratios.at(-3)!)]);
  });

  test('the other way round it is one by it, and one outlier moves it little', () => {
    const a = [100, 101, 102, 103, 104, 105, 106, 107, 108, 109];
    const b = a.map((value) => value * 1.2);
    const [there, back] = [ratioInterval(a, b, 0.05), ratioInterval(b, a, 0.05)];
    expect(back.ratio).toBeCloseTo(1 / there.ratio);
    expect([back.low, back.high]).toEqual([expect.closeTo(1 / there.high), expect.closeTo(1 / there.low)]);
    const spoilt = ratioInterval(a, [...b.slice(1), 5000], 0.05);
    expect(spoilt.ratio / there.ratio).toBeLessThan(1.02);
    expect(spoilt.low).toBeGreaterThan(1.1);
  });

  test('there is none without values, or of a time that was not above 0', () => {
    expect(() => ratioInterval([], [1], 0.05)).toThrow(/needs values of both/);
    expect(() => ratioInterval([0, 1], [1, 2], 0.05)).toThrow(/above 0/);
  });
});
