import { expect, test } from 'vitest';
import { OutputLimiter } from '../../source/launch/output-limiter.ts';

/** A limiter of 10 bytes a second, and what it let through. */
function limiter(): { limit: OutputLimiter; passed: [string, number][] } {
  const passed: [string, number][] = [];
  return { limit: new OutputLimiter((text, dropped) => passed.push([text, dropped]), 10), passed };
}

test('what fits passes at once and whole', () => {
  const { limit, passed } = limiter();
  limit.push('hello', 0);
  limit.push('world', 1);
  expect(passed).toEqual([
    ['hello', 0],
    ['world', 0],
  ]);
});

test('the rest is counted, and told with the next text that passes', () => {
  const { limit, passed } = limiter();
  limit.push('0123456789abc', 0);
  limit.push('def', 500);
  limit.push('later', 1000);
  expect(passed).toEqual([
    ['0123456789', 0],
    ['later', 6],
  ]);
});

test('what was dropped last is told at the end, once', () => {
  const { limit, passed } = limiter();
  limit.push('0123456789abc', 0);
  limit.end();
  limit.end();
  expect(passed.slice(1)).toEqual([['', 3]]);
});

test('bytes are counted, not letters', () => {
  const { limit, passed } = limiter();
  limit.push('0123456789', 0);
  limit.push('日本', 1);
  limit.end();
  expect(passed.slice(1)).toEqual([['', 6]]);
});
