import { expect, test } from 'vitest';
import { numbersSentence } from '../../../source/answer/words/numbers.ts';
import { sizeOf } from '../helpers/answers.ts';

test.each([
  [
    'descriptors',
    'the formula gives 50, but a process may not hold more files and sockets open (ulimit -n); ',
  ],
  ['most', 'the formula gives 50, but Heddle tries no more; '],
  ['tried', 'the formula gives 50; Heddle tries no fewer; '],
  [null, ''],
] as const)('numbers name their formula, its figures and what changed them: %s', (limitedBy, but) => {
  const source = 'Java Concurrency in Practice, 8.2';
  const figures = { waitingMs: 96, computingMs: 4, wanted: 50 };
  const formula = { name: 'loop-and-waiting', figures, limitedBy, source } as const;
  expect(numbersSentence(sizeOf(24, { formula }))).toBe(
    `Why 24: to keep one event loop busy while a task waits 96 ms and computes 4.0 ms (${but}see ${source}).`,
  );
});

test('a smaller number names the larger one that was no faster', () => {
  const figures = { waitingMs: 41, computingMs: 0.4, wanted: 202, more: 128 };
  const formula = { name: 'cores-and-waiting', figures, limitedBy: 'enough', source: '' } as const;
  expect(numbersSentence(sizeOf(16, { formula }))).toBe('Why 16: 128 at once were no faster.');
});

test('a wait that is none is not told', () => {
  const figures = { cores: 2, waitingMs: 0.01, computingMs: 6.3, wanted: 2 };
  const formula = { name: 'cores-and-waiting', figures, limitedBy: null, source: 'Goetz' } as const;
  expect(numbersSentence(sizeOf(2, { formula }))).toBe(
    'Why 2: to keep 2 cores busy while a task computes 6.3 ms (see Goetz).',
  );
});
