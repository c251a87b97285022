import { expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import { decisionLines } from '../../source/plain/verdict.ts';
import { answersOf, roomy } from '../guide/helpers/machine.ts';

const textOf = (answers: string) => decisionLines(decide(answersOf(answers), roomy), null).join('\n');
const programsOf = (answers: string) => textOf(answers).match(/^In (Node\.js|Python).*$/gm);

test.each([
  ['cpu=yes', ['In Node.js', 'In Python (the sizes are those for Node.js)']],
  ['cpu=no io=no', ['In Node.js', 'In Python']],
  ['cpu=yes runtime=node', ['In Node.js']],
  ['cpu=yes runtime=cpython', ['In Python']],
  ['cpu=yes runtime=free-threaded', ['In Python']],
  // libuv's pool is only found in Node.js.
  ['cpu=yes cycles=libuv', ['In Node.js']],
])('%s: programs %o', (answers, titles) => {
  expect(programsOf(answers)).toEqual(titles);
});

test('sizes of an open runtime are marked as those of Node.js', () => {
  expect(textOf('cpu=yes')).toMatch(/15 MB each in Node\.js/);
  expect(textOf('cpu=yes runtime=cpython')).not.toMatch(/Node\.js$/m);
});

test('one’s own work is compared with as many at once as the verdict says', () => {
  const verdict = decide(answersOf('cpu=yes runtime=node'), roomy);
  const { concurrency } = verdict.proof!.wish;
  expect(concurrency).toBeGreaterThan(1);
  const own = decisionLines(verdict, './mine.ts').find((line) => line.includes('compare ./mine.ts'));
  expect(own).toMatch(new RegExp(`--concurrency ${concurrency}$`));
});
