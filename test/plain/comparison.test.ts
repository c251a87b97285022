import { expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { comparisonLines } from '../../source/plain/comparison.ts';
import { comparisonDocument } from '../../source/plain/comparison-document.ts';
import { runsOf, runsOfVariants, variantOf } from '../comparison/helpers/runs.ts';

test('however many figures a workload has, each is told once, in tables that fit 80 columns', () => {
  const comparison = compareRuns(...runsOf({ sequential: [800, 810], threads: [400, 410] }));
  const figures = Array.from({ length: 9 }, (_, at) => ({
    name: `n${at}`,
    title: `the figure number ${at}`,
    value: { values: [at, at], unit: 'updates' },
  }));
  const rows = comparison.rows.map((row) => ({ ...row, figures }));
  const lines = comparisonLines({ ...comparison, rows });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const text = lines.join('\n');
  for (const { title } of figures) expect(text.split(title)).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('sequential')).length).toBeGreaterThan(3);
  expect(text).toContain('8 updates');
});

test('rows that differ only in how many run at once are told by their labels, and called variants', () => {
  const [one, four] = [
    { ...variantOf('c1', { concurrency: 1 }), label: 'one at once', isBaseline: true },
    { ...variantOf('c4', { concurrency: 4 }), label: '4 at once' },
  ];
  const runs = runsOfVariants([
    [one, [800, 810]],
    [four, [200, { outcome: 'crashed', message: 'gone' }]],
  ]);
  const text = comparisonLines(compareRuns(...runs)).join('\n');
  expect(text).toContain('wait: 10 tasks, 2 runs per variant');
  expect(text).toMatch(/^variant +at once +time/m);
  expect(text).toMatch(/^one at once +1 +805 ms +800 – 810 ms +1\.00 × /m);
  expect(text).toMatch(/^4 at once +4 +200 ms .* — /m);
  expect(text).toContain('4 at once: run 2 crashed: gone');
});

test('at a rate a row tells latency and whether it kept up, also where tasks were left over', () => {
  const plan = { ratePerSecond: 50, stopAfterMs: 8500 };
  const runs = runsOfVariants([
    [variantOf('slow', plan), [{ wallMs: 8500, latencyP99Ms: 4000, keptUp: false, done: 6 }]],
    [variantOf('quick', plan), [{ wallMs: 5000, latencyP99Ms: 30, keptUp: true }]],
  ]);
  const text = comparisonLines(compareRuns(...runs)).join('\n');
  expect(text).toContain('wait: 10 tasks, 50/s, 1 run per variant');
  expect(text).toMatch(/^variant +at once +latency p50 +latency p99 +kept up /m);
  expect(text).toMatch(/^slow +2 +2\.0 s +4\.0 s +no /m);
  expect(text).toMatch(/^quick +2 +15 ms +30 ms +yes /m);
  expect(text).not.toContain('speed-up');
});

test('the document of a comparison has every value, and grows only by it', () => {
  const [turns, ran] = runsOf({ sequential: [800, 820, 810], async: [410, 400, 405] });
  const { rows, runs, ...rest } = comparisonDocument(compareRuns(turns, ran), ran, '1.2.3');
  expect(runs.map(({ variant, wallMs }) => [variant, wallMs])).toEqual([
    ['sequential', 800],
    ['async', 410],
    ['sequential', 820],
    ['async', 400],
    ['sequential', 810],
    ['async', 405],
  ]);
  expect(runs.map(({ round }) => round)).toEqual([1, 1, 2, 2, 3, 3]);
  expect(rest).toMatchObject({
    heddle: '1.2.3',
    schema: 1,
    workload: 'wait',
    tasks: 10,
    baseline: 'sequential',
    winner: 'async',
    judgedBy: 'wallMs',
    advice: null,
    pairs: [
      {
        first: 'sequential',
        second: 'async',
        verdict: 'slower',
        ratio: expect.closeTo(0.5),
        range: { low: expect.closeTo(400 / 820), high: expect.closeTo(410 / 800) },
        rounds: 3,
      },
    ],
  });
  expect(rows).toMatchObject([
    {
      id: 'sequential',
      label: 'sequential',
      model: 'sequential',
      concurrency: 1,
      runs: 3,
      planned: 3,
      speedup: 1,
    },
    {
      wallMs: { median: 405, min: 400, max: 410, values: [410, 400, 405] },
      speedup: 2,
      speedupRange: { min: 800 / 410, max: 820 / 400 },
      startMs: null,
    },
  ]);
  expect(rows[0]!.speedupRange).toBeNull();
});
