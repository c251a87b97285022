import { AsyncResource } from 'node:async_hooks';
import { stat } from 'node:fs';
import { expect, test } from 'vitest';
import { NextCallback } from '../../source/looks/canaries.ts';

/** Runs something with a watch for the next callback; returns what that says at its end. */
async function watching(run: () => Promise<unknown>): Promise<boolean | null> {
  const next = new NextCallback();
  // In a turn of its own, so that what the test's runner does is not in it.
  return new Promise((resolve) => {
    setImmediate(async () => {
      next.await();
      await run();
      resolve(next.begun);
      next.stop();
    });
  });
}

const tick = () => new Promise<void>((done) => process.nextTick(done));
const called = (by: (callback: () => void) => void) => () => new Promise<void>((done) => by(done));

test.each<[string, () => Promise<unknown>, begun: boolean]>([
  [
    'promises and ticks that refill each other',
    async () => {
      for (let left = 100; left > 0; left--) await tick();
    },
    false,
  ],
  ['a microtask', called(queueMicrotask), false],
  [
    'a scope of a package',
    async () => {
      await tick();
      new AsyncResource('pool').runInAsyncScope(() => {});
    },
    false,
  ],
  ['a timer', called((done) => setTimeout(done, 1)), true],
  ['the next turn', called(setImmediate), true],
  ['a file', called((done) => stat('.', done)), true],
])('whether the loop calls anything anew: %s', async (_, run, begun) => {
  expect(await watching(run)).toBe(begun);
});

test('it is not known where nobody watched', () => {
  const next = new NextCallback();
  expect(next.begun).toBeNull();
  next.await();
  next.stop();
  expect(next.begun).toBeNull();
});
