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
