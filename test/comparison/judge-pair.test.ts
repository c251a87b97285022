import { expect, test } from 'vitest';
import { judgePair } from '../../source/comparison/judge-pair.ts';

const near = (ms: number, rounds: number, spread = 0.01) =>
  Array.from({ length: rounds }, (_, at) => ms * (1 + spread * (((at * 7) % 11) / 5 - 1)));

test.each([
  ['one or two rounds tell nothing', [100, 100], [900, 900], 'unclear'],
  ['three tell of a gap of a quarter', [100, 102, 104], [130, 131, 132], 'faster'],
  ['the other way round', [130, 131, 132], [100, 102, 104], 'slower'],
  ['and of nothing less', [100, 102, 104], [129, 135, 140], 'unclear'],
  ['nor do three tell that two are the same', [100, 100, 100], [100, 100, 100], 'unclear'],
  ['five tell of a lead of 5 %', near(100, 5), near(107, 5), 'faster'],
  ['a lead below 5 % is none, however sure', near(100, 20, 0.001), near(104, 20, 0.001), 'same'],
  ['two that are the same within 5 %', near(100, 10), near(100.5, 10), 'same'],
  ['spreads that leave it open', near(100, 10, 0.2), near(108, 10, 0.2), 'unclear'],
] as const)('%s', (_, a, b, verdict) => {
  expect(judgePair(a, b)).toBe(verdict);
});

test('one outlier among ten does not undo a lead', () => {
  expect(judgePair(near(100, 10), near(110, 10))).toBe('faster');
  expect(judgePair([...near(100, 9), 180], near(110, 10))).toBe('faster');
});

test('only rounds that both ran count', () => {
  const slow = [200, 201, 202];
  expect(judgePair([100, 101, 102, 103, 999], slow)).toBe('faster');
  expect(judgePair([100, 101, 102, 103, 999], slow, 2)).toBe('unclear');
});
