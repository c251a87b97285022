import { expect, test } from 'vitest';
import { makePlan } from '../../source/catalog/make-plan.ts';
import type { Choice } from '../../source/catalog/wish.ts';
import { runCommand, wishOf } from '../../source/catalog/wish.ts';
import { accepted } from '../../source/command-line/usage-error.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { arrivals } from '../../source/load/arrivals.ts';

const cards = await builtInWorkloads();
const room = { effectiveCores: 2, availableMemoryBytes: 8e9 };
const planOf = (workload: string, choice: Choice) =>
  accepted(makePlan(choice, cards.find(({ id }) => id === workload)!, room));

test('a run at a rate lasts five seconds, and has enough tasks for a p99', () => {
  expect(planOf('wait', { ratePerSecond: 100 }).tasks).toBe(500);
  expect(planOf('wait', { ratePerSecond: 2 }).tasks).toBe(125);
  expect(planOf('wait', { ratePerSecond: 100, tasks: 60 }).tasks).toBe(60);
});

test('no task starts later than half as long again as they take to fall due, and a second more', () => {
  const { stopAfterMs } = planOf('wait', { ratePerSecond: 100, seed: 3 });
  expect(stopAfterMs).toBe(Math.ceil(1.5 * arrivals(100, 500, 3).at(-1)! + 1000));
  expect(planOf('wait', {}).stopAfterMs).toBeNull();
});

test('the command that runs the plan again has the rate', () => {
  expect(runCommand(wishOf(planOf('wait', { ratePerSecond: 100 })))).toContain('--rate 100/s');
});

test('what cannot be is refused', () => {
  expect(() => planOf('wait', { ratePerSecond: 100_001 })).toThrow(
    '--rate is 100001/s; it must be above 0 and at most 100,000/s',
  );
  expect(() => planOf('server', { ratePerSecond: 5 })).toThrow(
    '--rate is not for server, which sends requests at a rate of its own; use --set rate=5',
  );
});
