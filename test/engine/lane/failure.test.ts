import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { describeError, describeUncloneable, preview } from '../../../source/engine/lane/failure.ts';

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

test.each([
  ['its reason', new Error('connect ECONNREFUSED ::1:80'), 'fetch failed: connect ECONNREFUSED ::1:80'],
  [
    'the first of several',
    new AggregateError([new Error('no ::1'), new Error('no 127.0.0.1')]),
    'fetch failed: no ::1',
  ],
  ['no more than it says itself', new Error('failed'), 'fetch failed'],
  ['nothing where there is no reason', undefined, 'fetch failed'],
  ['nothing of what is no error', { message: 'no' }, 'fetch failed'],
])('an error behind which there is another one tells %s', (_, cause, message) => {
  expect(describeError(new TypeError('fetch failed', { cause })).message).toBe(message);
});
