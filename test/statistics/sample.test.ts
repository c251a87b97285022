import { expect, test } from 'vitest';
import { medianOf, overlap, ratioOf, sampleOf, spreadOf } from '../../source/statistics/sample.ts';

test('a spread has the middle and both ends', () => {
  const ms = (...values: number[]) => ({ values, unit: 'ms' });
  expect(spreadOf(ms(3, 1, 2))).toEqual({ median: 2, min: 1, max: 3 });
  expect(spreadOf(ms(4, 1, 2, 3))).toEqual({ median: 2.5, min: 1, max: 4 });
});

test('a sample keeps its values in their order; of none there is no sample, and no median', () => {
  const sample = sampleOf([3, 1, 2], 'ms');
  expect(sample).toEqual({ values: [3, 1, 2], unit: 'ms' });
  expect(medianOf(sample)).toBe(2);
  expect(medianOf(sampleOf([], 'ms'))).toBeNull();
});

const between = (min: number, max: number) => ({ median: (min + max) / 2, min, max });

test.each([
  [between(1, 2), between(3, 4), false],
  [between(1, 3), between(3, 4), true],
  [between(1, 9), between(3, 4), true],
])('%o and %o share a value: %s', (a, b, shared) => {
  expect([overlap(a, b), overlap(b, a)]).toEqual([shared, shared]);
});

test('a ratio reaches as far as any pair does; of nothing there is none', () => {
  expect(ratioOf(between(8, 12), between(4, 6))).toEqual({ median: 2, min: 8 / 6, max: 3 });
  expect(ratioOf(between(8, 12), between(0, 6))).toBeNull();
});
