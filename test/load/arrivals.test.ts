import { expect, test } from 'vitest';
import { arrivals, chanceFrom } from '../../source/load/arrivals.ts';

test('equal seeds give equal moments, others give others', () => {
  expect(arrivals(50, 200, 7)).toEqual(arrivals(50, 200, 7));
  expect(arrivals(50, 200, 7)).not.toEqual(arrivals(50, 200, 8));
});

test('at twice the rate everything comes in half the time', () => {
  const slow = arrivals(10, 100, 3);
  expect([...arrivals(20, 100, 3)]).toEqual([...slow].map((ms) => ms / 2));
});

test('the first is due at once, and the moments rise', () => {
  const dueMs = arrivals(1000, 500, 1);
  expect(dueMs[0]).toBe(0);
  expect([...dueMs]).toEqual([...dueMs].sort((a, b) => a - b));
});

test('gaps are those of a Poisson process: mean and deviation are 1 / rate, and few follow on each other', () => {
  const dueMs = arrivals(50, 20_001, 4);
  const gaps = [...dueMs.subarray(1)].map((ms, at) => ms - dueMs[at]!);
  const mean = gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
  const deviation = Math.sqrt(gaps.reduce((sum, gap) => sum + (gap - mean) ** 2, 0) / gaps.length);
  // Standard errors over 20,000 gaps: 0.7 % and 1 %.
  expect(mean / 20).toBeCloseTo(1, 1);
  expect(deviation / 20).toBeCloseTo(1, 1);
  // e^−1 of the gaps are longer than the mean.
  expect(gaps.filter((gap) => gap > 20).length / gaps.length).toBeCloseTo(Math.exp(-1), 1);
});

test('chance is from 0 up to, not including, 1', () => {
  const chance = chanceFrom(-1);
  const values = Array.from({ length: 10_000 }, chance);
  expect(Math.min(...values)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...values)).toBeLessThan(1);
});
