import { expect, test } from 'vitest';
import { type Advice, adviceWords } from '../../source/comparison/advice.ts';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { budgetOf } from '../../source/comparison/rounds.ts';
import { type Ran, runsOfVariants, variantOf } from './helpers/runs.ts';

/** Runs of so many tasks and milliseconds, where the time was up after them. */
function cutShort(tasks: number, [async, threads]: [number[], number[]], budgetMs: number | null) {
  const ran = (times: number[]): Ran[] => times.map((wallMs) => ({ wallMs, startMs: 100 }));
  const runs = runsOfVariants([
    [variantOf('async', { tasks }), ran(async)],
    [variantOf('threads', { tasks }), ran(threads)],
  ]);
  return compareRuns(...runs, { budgetMs });
}

test('short runs on a machine that gave them no time need more of it', () => {
  const { verdict, advice } = cutShort(100, [[700], [800]], 20_000);
  expect(verdict).toMatch(
    /^Not enough data: the budget of 20s ended after one run each\. async .* may be chance\./,
  );
  expect(advice).toEqual({ kind: 'budget', budgetMs: 60_000, tasks: null });
});

test('of long runs fewer tasks would do, too', () => {
  const long: [number[], number[]] = [
    [40_000, 41_000],
    [42_000, 43_000],
  ];
  const { verdict, advice } = cutShort(2400, long, 120_000);
  expect(verdict).toMatch(/^Not enough data: the budget of 2m ended after 2 runs each\./);
  expect(advice).toEqual({ kind: 'budget', budgetMs: 420_000, tasks: 60 });
});

test('where nobody set a time, more runs are missing', () => {
  const { verdict, advice } = cutShort(100, [[700], [800]], null);
  expect(verdict).toMatch(/^Not enough data: one run each\./);
  expect(advice).toEqual({ kind: 'runs', runs: 3 });
});

test('what to type, and what to press', () => {
  const advice: Advice = { kind: 'budget', budgetMs: 240_000, tasks: 40 };
  expect(adviceWords(advice, 'text')).toBe(
    'More time may tell: --budget 4m; or --tasks 40, which makes a run about a second.',
  );
  expect(adviceWords({ ...advice, tasks: null }, 'screen')).toBe('3 runs per model (+) may tell.');
});

test('with fewer rounds than a verdict needs it is not the time that was short', () => {
  expect(budgetOf({ runs: 2, budgetMs: 5000 })).toBeNull();
  expect(budgetOf({ runs: 3, budgetMs: 5000 })).toBe(5000);
  expect(budgetOf({ runs: 'auto', budgetMs: 5000 })).toBe(5000);
});
