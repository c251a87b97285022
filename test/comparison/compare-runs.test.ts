import { expect, test } from 'vitest';
import { baselineOf, compareRuns, speedupOf } from '../../source/comparison/compare-runs.ts';
import { runsOf } from './helpers/runs.ts';

const rowOf = (comparison: ReturnType<typeof compareRuns>, model: string) =>
  comparison.rows.find((row) => row.model === model)!;

test('rows come in the order of the models, with what was run', () => {
  const comparison = compareRuns(...runsOf({ threads: [400, 410, 420], sequential: [800, 810, 820] }));
  expect(comparison).toMatchObject({ workload: 'wait', tasks: 10, parameters: {}, takenByOthers: null });
  expect(
    comparison.rows.map(({ model, concurrency, runs, planned }) => [model, concurrency, runs, planned]),
  ).toEqual([
    ['sequential', 1, 3, 3],
    ['threads', 2, 3, 3],
  ]);
  expect(rowOf(comparison, 'threads').wallMs).toEqual({ median: 410, min: 400, max: 420 });
});

test('a speed-up is of medians, and reaches as far as any pair of runs does', () => {
  const comparison = compareRuns(...runsOf({ sequential: [800, 1000, 1200], threads: [400, 500, 600] }));
  expect(rowOf(comparison, 'threads').speedup).toBe(2);
  expect(speedupOf(baselineOf(comparison), rowOf(comparison, 'threads'))).toEqual({
    median: 2,
    min: 800 / 600,
    max: 3,
  });
});

test('without sequential, or with one that failed, there are no speed-ups', () => {
  const without = compareRuns(...runsOf({ async: [1, 2, 3], threads: [4, 5, 6] }));
  const failed = compareRuns(...runsOf({ sequential: [8, { outcome: 'crashed' }, 9], threads: [4, 5, 6] }));
  for (const { rows } of [without, failed]) expect(rows.map(({ speedup }) => speedup)).toEqual([null, null]);
});

test('a run that did not complete is told in a line, and its figures do not count', () => {
  const crashed = {
    outcome: 'crashed',
    wallMs: 9000,
    message: 'the engine was killed by SIGKILL\nat once',
  } as const;
  const row = rowOf(compareRuns(...runsOf({ async: [200, crashed, 210] })), 'async');
  expect(row).toMatchObject({ runs: 2, planned: 3, wallMs: { min: 200, max: 210 } });
  expect(row.problem).toBe('run 2 crashed: the engine was killed by SIGKILL');
});

test('CPU a task is without what the telemetry took', () => {
  const ran = { wallMs: 1000, busyCores: 0.6, watcherRatio: 0.1 };
  expect(rowOf(compareRuns(...runsOf({ async: [ran] })), 'async').cpuMsPerTask?.median).toBeCloseTo(50);
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

test('the figures of the workload are spreads, too', () => {
  const lost = (value: number | null) => ({
    wallMs: 100,
    figures: [{ name: 'lostUpdates', title: 'lost', value, unit: 'updates' }],
  });
  const row = rowOf(compareRuns(...runsOf({ threads: [lost(5), lost(null), lost(7)] })), 'threads');
  expect(row.figures).toEqual([
    { name: 'lostUpdates', title: 'lost', unit: 'updates', value: { median: 6, min: 5, max: 7 } },
  ]);
});
