import { expect, test } from 'vitest';
import { planFor } from '../../source/catalog/make-plan.ts';
import { inFlags, onScreen, type Refusal } from '../../source/catalog/refusal.ts';
import type { Wish } from '../../source/catalog/wish.ts';
import { cards, room } from '../ui/helpers/plans.ts';

/** What is refused, as data, and how the command line and a screen say it. */
test.each<[Wish, Refusal, flag: string, screen: string]>([
  [
    { workload: 'wait', model: 'threads', concurrency: 0 },
    {
      field: 'concurrency',
      problem: 'is 0',
      remedy: 'it must be a whole number from 1 to 1024 under threads',
    },
    '--concurrency is 0; it must be a whole number from 1 to 1024 under threads',
    'at once is 0; it must be a whole number from 1 to 1024 under threads',
  ],
  [
    { workload: 'wait', libuvThreads: 0 },
    { field: 'libuvThreads', problem: 'is 0', remedy: 'it must be a whole number from 1 to 1024' },
    '--libuv-threads is 0; it must be a whole number from 1 to 1024',
    'libuv is 0; it must be a whole number from 1 to 1024',
  ],
  [
    { workload: 'wait', poolThreads: 2 },
    {
      field: 'poolThreads',
      problem: 'needs model hybrid and a workload that has parts',
      remedy: 'leave it out',
    },
    '--pool needs model hybrid and a workload that has parts; leave it out',
    'pool needs model hybrid and a workload that has parts; leave it out',
  ],
  [
    { workload: 'compute', parameters: { rounds: 0 } },
    {
      field: 'parameters.rounds',
      problem: 'is "0"',
      remedy: 'it must be a whole number from 1 to 1000 M',
    },
    'rounds is "0"; it must be a whole number from 1 to 1000 M',
    'rounds is "0"; it must be a whole number from 1 to 1000 M',
  ],
  [
    { workload: 'gone' },
    { field: 'workload', problem: 'there is no workload gone', remedy: null },
    'there is no workload gone',
    'there is no workload gone',
  ],
])('%j', (wish, refusal, flag, screen) => {
  expect(planFor(wish, cards, room)).toEqual({ value: null, refusal });
  expect(inFlags(refusal)).toBe(flag);
  expect(onScreen(refusal)).toBe(screen);
});
