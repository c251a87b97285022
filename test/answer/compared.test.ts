import { expect, test } from 'vitest';
import { itAgainst } from '../../source/answer/words/compared.ts';

test.each<[Parameters<typeof itAgainst>[0], number, string]>([
  ['time', 2, 'It is 2.00 × as fast as threads (1.00–4.00, 5 rounds)'],
  ['time', 0.5, 'threads is 2.00 × as fast (1.00–4.00, 5 rounds)'],
  ['memory', 2, 'threads has 2.00 × the memory (1.00–4.00, 5 rounds)'],
  ['memory', 0.5, 'It has 2.00 × the memory of threads (1.00–4.00, 5 rounds)'],
])(
  'by %s, %f times: the better or the larger is named first, and no factor is below 1',
  (by, ratio, says) => {
    expect(itAgainst(by, 'threads', { ratio, low: ratio / 2, high: ratio * 2, rounds: 5 })).toBe(says);
  },
);

test('an interval whose ends would look the same has more digits', () => {
  const narrow = { ratio: 15.2, low: 15.1, high: 15.36, rounds: 3 };
  expect(itAgainst('time', 'threads', narrow)).toBe(
    'It is 15.20 × as fast as threads (15.10–15.36, 3 rounds)',
  );
});
