import { expect, test } from 'vitest';
import { copyEstimateMs } from '../../source/engine/main/copy-estimate.ts';

/** By its size alone. */
test.each<[what: string, value: unknown, ms: number]>([
  ['a number', 7, 0],
  ['nothing', null, 0],
  ['a short text', 'x'.repeat(65_535), 0],
  ['a long one', 'x'.repeat(1_000_000), 1],
  ['a buffer', new Uint8Array(2_000_000), 1],
  ['numbers', Array.from({ length: 25_000 }, () => 1), 1],
  ['999 of them', Array.from({ length: 999 }, () => 1), 0],
  ['objects', Array.from({ length: 1000 }, () => ({})), 1],
  ['a set', new Set(Array.from({ length: 25_000 }, (_, at) => at)), 1],
  ['an object', { a: 1 }, 0],
])('%s', (_, value, ms) => {
  expect(copyEstimateMs(value)).toBeCloseTo(ms, 6);
});
