import { baselineOf, speedupOf } from '../comparison/compare-runs.ts';
import { type Comparison, perFigure, type Row, type VariantRun } from '../comparison/comparison.ts';
import { type Sample, spreadOf } from '../statistics/sample.ts';

/**
 * A comparison as `heddle compare --json` prints it. `runs`: all single ones, in the order in which they ran; `heddle`:
 * the version that ran them. Null: not measured.
 */
export function comparisonDocument(comparison: Comparison, runs: readonly VariantRun[], heddle: string) {
  const { rows, ...rest } = comparison;
  const baseline = baselineOf(comparison);
  return {
    schema: 1 as const,
    heddle,
    ...rest,
    baseline: baseline?.variant.id ?? null,
    rows: rows.map((row) => ({ ...rowDocument(row, baseline), heddle })),
    runs: runs.map(({ id, summary }) => ({ variant: id, ...summary })),
  };
}

function rowDocument(row: Row, baseline: Row | undefined) {
  const { variant, engine, startedAt, runs, planned, problem, figures } = row;
  const speedup = speedupOf(baseline, row);
  return {
    id: variant.id,
    label: variant.label,
    model: variant.plan.model,
    concurrency: variant.plan.concurrency,
    seed: variant.plan.seed,
    engine,
    startedAt,
    runs,
    planned,
    problem,
    ...perFigure((id) => sampleDocument(row[id])),
    speedup: speedup?.median ?? null,
    speedupRange: speedup && row !== baseline ? { min: speedup.min, max: speedup.max } : null,
    figures: figures.map(({ name, title, value }) => ({
      name,
      title,
      unit: value.unit,
      value: sampleDocument(value),
    })),
  };
}

/** The spread, and every value in the order of the runs. */
function sampleDocument(sample: Sample | null) {
  return sample && { ...spreadOf(sample), values: sample.values };
}
