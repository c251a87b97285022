import { expect, test } from 'vitest';
import { baselineOf, compareRuns, speedupOf } from '../../source/comparison/compare-runs.ts';
import { medianOf, type Sample } from '../../source/statistics/sample.ts';
import { modelVariant, runsOf, runsOfVariants, variantOf } from './helpers/runs.ts';

const rowOf = (comparison: ReturnType<typeof compareRuns>, id: string) =>
  comparison.rows.find(({ variant }) => variant.id === id)!;
const ms = (...values: number[]): Sample => ({ values, unit: 'ms' });

test('rows come in the order of the variants, with what was run and every value of it', () => {
  const comparison = compareRuns(...runsOf({ sequential: [800, 810, 820], threads: [420, 400, 410] }));
  expect(comparison).toMatchObject({ workload: 'wait', tasks: 10, parameters: {}, takenByOthers: null });
  expect(
    comparison.rows.map(({ variant, runs, planned }) => [
      variant.label,
      variant.plan.concurrency,
      runs,
      planned,
    ]),
  ).toEqual([
    ['sequential', 1, 3, 3],
    ['threads', 2, 3, 3],
  ]);
  expect(rowOf(comparison, 'threads').wallMs).toEqual(ms(420, 400, 410));
});

test('a speed-up is of medians, and reaches as far as any pair of runs does', () => {
  const comparison = compareRuns(...runsOf({ sequential: [800, 1000, 1200], threads: [400, 500, 600] }));
  expect(speedupOf(baselineOf(comparison), rowOf(comparison, 'threads'))).toEqual({
    median: 2,
    min: 800 / 600,
    max: 3,
  });
});

test('without the baseline, or with one that failed, there are no speed-ups', () => {
  const without = compareRuns(...runsOf({ async: [1, 2, 3], threads: [4, 5, 6] }));
  const failed = compareRuns(...runsOf({ sequential: [8, { outcome: 'crashed' }, 9], threads: [4, 5, 6] }));
  for (const comparison of [without, failed]) {
    expect(baselineOf(comparison)).toBeUndefined();
    for (const row of comparison.rows) expect(speedupOf(baselineOf(comparison), row)).toBeNull();
  }
});

test('a variant that failed has no speed-up', () => {
  const comparison = compareRuns(...runsOf({ sequential: [8], threads: [4, { outcome: 'crashed' }] }));
  expect(speedupOf(baselineOf(comparison), rowOf(comparison, 'threads'))).toBeNull();
});

test('variants may differ in how many run at once alone, and any of them is the baseline', () => {
  const [one, four] = [variantOf('one at once', { concurrency: 1 }), variantOf('four', { concurrency: 4 })];
  const comparison = compareRuns(
    ...runsOfVariants([
      [one, [800, 810, 820]],
      [{ ...four, isBaseline: true }, [200, 210, 220]],
    ]),
  );
  expect(comparison).toMatchObject({ workload: 'wait', tasks: 10, winner: 'four' });
  expect(comparison.verdict).toMatch(
    /^four is the fastest with 210 ms\. It is 3\.86 × as fast as one at once \(/,
  );
  expect(speedupOf(baselineOf(comparison), rowOf(comparison, 'one at once'))?.median).toBeCloseTo(210 / 810);
});

test('of the work only what all variants share is said of all of them', () => {
  const slow = variantOf('slow', { tasks: 5, parameters: { ms: 9, kind: 'x' } });
  const other = variantOf('other', { workload: 'files', tasks: 5, parameters: { ms: 1, kind: 'x' } });
  const comparison = compareRuns(
    ...runsOfVariants([
      [slow, [1]],
      [other, [1]],
    ]),
  );
  expect(comparison).toMatchObject({ workload: null, tasks: 5, parameters: { kind: 'x' } });
  expect(comparison.parameters).not.toHaveProperty('ms');
});

test('a run counts for its own variant, in whatever order runs come', () => {
  const [turns, ran] = runsOf({ async: [1, 2], threads: [30, 40] });
  const { rows } = compareRuns(turns, ran.toReversed());
  expect(rows.map(({ wallMs }) => wallMs?.values)).toEqual([
    [2, 1],
    [40, 30],
  ]);
  expect(compareRuns([modelVariant('async')], []).rows[0]).toMatchObject({
    runs: 0,
    planned: 1,
    wallMs: null,
  });
});

test('a run that did not complete is told in a line, and its figures do not count', () => {
  const crashed = {
    outcome: 'crashed',
    wallMs: 9000,
    message: 'the engine was killed by SIGKILL\nat once',
  } as const;
  const row = rowOf(compareRuns(...runsOf({ async: [200, crashed, 210] })), 'async');
  expect(row).toMatchObject({ runs: 2, planned: 3, wallMs: ms(200, 210) });
  expect(row.problem).toBe('run 2 crashed: the engine was killed by SIGKILL');
});

test('CPU a task is without what the telemetry took', () => {
  const ran = { wallMs: 1000, busyCores: 0.6, watcherRatio: 0.1 };
  expect(medianOf(rowOf(compareRuns(...runsOf({ async: [ran] })), 'async').cpuMsPerTask)).toBeCloseTo(50);
});

test('of an interpreter the telemetry is another process, and no part of its processor time', () => {
  const interpreter = { path: '/usr/bin/python3', version: '3.11.7', lock: 'shared', asked: null } as const;
  const variant = variantOf('python async', { runtime: 'python', interpreter });
  const [turns, ran] = runsOfVariants([[variant, [{ wallMs: 1000, busyCores: 0.6, watcherRatio: 0.1 }]]]);
  expect(medianOf(compareRuns(turns, ran).rows[0]!.cpuMsPerTask)).toBeCloseTo(60);
});

test('what was not measured is null, never 0', () => {
  const { wallMs, startMs, loopLagP99Ms, peakMemoryBytes, cpuMsPerTask, figures } = rowOf(
    compareRuns(...runsOf({ async: [{}] })),
    'async',
  );
  expect([wallMs, startMs, loopLagP99Ms, peakMemoryBytes, cpuMsPerTask]).toEqual([
    null,
    null,
    null,
    null,
    null,
  ]);
  expect(figures).toEqual([]);
});

test('the figures of the workload are samples, too', () => {
  const lost = (value: number | null) => ({
    wallMs: 100,
    figures: [{ name: 'lostUpdates', title: 'lost', value, unit: 'updates' }],
  });
  const row = rowOf(compareRuns(...runsOf({ threads: [lost(5), lost(null), lost(7)] })), 'threads');
  expect(row.figures).toEqual([
    { name: 'lostUpdates', title: 'lost', value: { values: [5, 7], unit: 'updates' } },
  ]);
});
