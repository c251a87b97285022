import { expect, test } from 'vitest';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { comparisonLines } from '../../source/plain/comparison.ts';
import { runsOf } from '../comparison/helpers/runs.ts';

test('however many figures a workload has, each is told once, in tables that fit 80 columns', () => {
  const comparison = compareRuns(...runsOf({ sequential: [800, 810], threads: [400, 410] }));
  const figures = Array.from({ length: 9 }, (_, at) => ({
    name: `n${at}`,
    title: `the figure number ${at}`,
    unit: 'updates',
    value: { count: 2, median: at, min: at, max: at },
  }));
  const rows = comparison.rows.map((row) => ({ ...row, figures }));
  const lines = comparisonLines({ ...comparison, rows });
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  const text = lines.join('\n');
  for (const { title } of figures) expect(text.split(title)).toHaveLength(2);
  expect(lines.filter((line) => line.startsWith('sequential')).length).toBeGreaterThan(3);
  expect(text).toContain('8 updates');
});
