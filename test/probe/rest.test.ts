import { expect, test } from 'vitest';
import { Rest } from '../../source/probe/rest.ts';

/** A process at rest, looked at every 40 ms, of which each look may show something else. */
function process() {
  const rest = new Rest();
  let [nowMs, usedMs] = [0, 0];
  return (of: { usedMs?: number; sleeps?: boolean; isAsked?: boolean } = {}) => {
    nowMs += 40;
    usedMs += of.usedMs ?? 0.5;
    rest.look({ nowMs, usedMs, sleeps: of.sleeps ?? true, isAsked: of.isAsked ?? false });
    return rest.sinceMs;
  };
}

test('it rests from the first look on at which nothing goes on', () => {
  const look = process();
  expect([look(), look(), look()]).toEqual([null, 80, 80]);
});

test.each([
  ['its loop does not sleep', { sleeps: false }],
  ['a request waits', { isAsked: true }],
  ['a thread beside the loop computes', { usedMs: 8.1 }],
])('it does not while %s, and then begins anew', (_, of) => {
  const look = process();
  expect([look(), look(), look(of), look(), look()]).toEqual([null, 80, null, 160, 160]);
});

test('what watching it takes is no work of its own', () => {
  const look = process();
  expect([look(), look({ usedMs: 7.9 })]).toEqual([null, 80]);
});
