import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { describeUncloneable, preview } from '../../../source/engine/lane/failure.ts';

test.each([
  ['few fields', { a: 1, b: 'two\nlines' }, "{ a: 1, b: 'two\\nlines' }"],
  ['an error, with its stack', new Error('a\nb'), /^Error: a b at /],
  ['an error in a field', { cause: new TypeError('no') }, /^\{ cause: TypeError: no at /],
  ['many fields', Object.fromEntries(Array.from({ length: 40 }, (_, at) => [`field${at}`, at])), /…$/],
])('%s: a result is shown as one short line', (_, value, shown) => {
  const text = preview(value);
  expect(text).not.toContain('\n');
  expect(text.length).toBeLessThanOrEqual(120);
  if (typeof shown === 'string') expect(text).toBe(shown);
  else expect(text).toMatch(shown);
});

test('what cannot leave its thread is named by its kind, or by the part that keeps it', () => {
  expect(describeUncloneable(new Socket(), 'thread').message).toBe(
    'returned a Socket, which cannot leave its thread: only plain data can be copied across',
  );
  expect(describeUncloneable({ onDone: () => 1 }, 'process').message).toBe(
    'returned { onDone: [Function: onDone] }, which cannot leave its process: result.onDone is a function; only plain data can be copied across',
  );
});
