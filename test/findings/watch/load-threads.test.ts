import { expect, test } from 'vitest';
import { loadVerdict } from '../../../source/findings/load-words.ts';
import type { Moment } from '../../../source/session/moments.ts';
import { done, loadAfter, started, step } from '../../helpers/load.ts';
import { programOf, watchOf } from './helpers/watch.ts';

/**
 * What is said of a rate that was too much for a program whose loop was idle: for what share of the time each worker thread was
 * busy, and anybody had the cores; and for what share they were while nobody asked.
 */
function verdict(threads: readonly number[], used: number, before = 0) {
  const threadsMs = (ms: (ratio: number) => number) =>
    new Map(threads.map((ratio, at) => [at + 1, ms(ratio)]));
  const moments: Partial<Moment>[] = [
    { atMs: -2000, threadsMs: threadsMs(() => 0) },
    { atMs: 0, threadsMs: threadsMs(() => before * 2000), usedCoreMs: 0, coreMs: 0 },
    {
      ...{ atMs: 6000, begun: 600, ended: 60, busyMs: 600, measuredMs: 6000 },
      ...{ usedCoreMs: used * 12_000, coreMs: 12_000 },
      threadsMs: threadsMs((ratio) => before * 2000 + ratio * 6000),
    },
  ];
  const load = loadAfter(started(100, null), step(100, 'behind'), step(100, 'behind'), done);
  return loadVerdict({ ...programOf(watchOf({ moments })), load })!;
}

test('worker threads that are full are what requests waited for', () => {
  expect(verdict([0.95], 0.5).why).toBe(
    'Its worker thread had no time left, and the loop was idle: requests waited for it.',
  );
  expect(verdict([0.95, 0.92], 0.5).why).toMatch(/^Its 2 worker threads had no time left/);
  expect(verdict([0.95, 0.92, 0.1], 0.5).why).toMatch(/^2 of its 3 worker threads .* waited for them\.$/);
});

test('more of them help where cores are free', () => {
  expect(verdict([0.95], 0.5).advice?.next).toMatch(/^Give the pool more threads/);
  expect(verdict([0.95], 1).advice?.next).toMatch(/^Do less for each request/);
});

test('not those that have time, nor those that work also while nobody asks', () => {
  expect(verdict([0.8], 0.5).why).toMatch(/^It was idle/);
  expect(verdict([0.95], 0.5, 0.5).why).toMatch(/^It was idle/);
});
