import { expect, test } from 'vitest';
import { wrap } from '../../source/plain/wrap.ts';

test('words fill lines, and later lines stand below the first word', () => {
  expect(wrap('one two three four', '  a ', undefined, 14)).toEqual(['  a one two', '    three four']);
});

test('a command goes to the next line as a whole, and one that is wider than a line is not broken', () => {
  const command = 'heddle run wait --model async --set ms=50';
  expect(wrap(`Run this: ${command} and look`, '', '', 44)).toEqual(['Run this:', command, 'and look']);
  expect(wrap(`Run this: ${command} and look`, '', '', 20)).toEqual(['Run this:', command, 'and look']);
});

test('a flag stays with its value', () => {
  expect(wrap('more of them: --tasks 480', '', '', 22)).toEqual(['more of them:', '--tasks 480']);
});
