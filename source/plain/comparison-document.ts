import { adviceWords } from '../comparison/advice.ts';
import type { Comparison } from '../comparison/compare-runs.ts';
import { baselineFor, baselineOf, speedupOf } from '../comparison/compare-runs.ts';
import { perFigure, type Row, type VariantRun } from '../comparison/comparison.ts';
import type { Pair } from '../comparison/standings.ts';
import { type Sample, spreadOf } from '../statistics/sample.ts';

/**
 * A comparison as `heddle compare --json` prints it. `runs`: all single ones, in the order in which they ran; `heddle`:
 * the version that ran them. Null: not measured.
 */
export function comparisonDocument(comparison: Comparison, runs: readonly VariantRun[], heddle: string) {
  const { rows, pairs, judged, verdict, advice, ...rest } = comparison;
  return {
    schema: 1 as const,
    heddle,
    ...rest,
    verdict: [verdict, ...(advice ? [adviceWords(advice, 'text')] : [])].join(' '),
    advice,
    judgedBy: judged.id,
    pairs: pairs.map(pairDocument),
    baseline: baselineOf(comparison)?.variant.id ?? null,
    rows: rows.map((row) => ({ ...rowDocument(row, baselineFor(comparison, row)), heddle })),
    runs: runs.map(({ id, summary }, at) => ({ variant: id, round: roundOf(runs, at), ...summary })),
  };
}

/** How often the variant of that run had run when it ended. */
function roundOf(runs: readonly VariantRun[], at: number): number {
  return runs.slice(0, at + 1).filter(({ id }) => id === runs[at]!.id).length;
}

function pairDocument({ first, second, verdict, interval, rounds }: Pair) {
  return {
    first: first.variant.id,
    second: second.variant.id,
    verdict,
    ratio: interval?.ratio ?? null,
    range: interval && Number.isFinite(interval.high) ? { low: interval.low, high: interval.high } : null,
    rounds,
  };
}

function rowDocument(row: Row, baseline: Row | undefined) {
  const { variant, engine, startedAt, runs, planned, problem, sameAs, keptUp, stoppedAfterMs, figures } = row;
  const speedup = speedupOf(baseline, row);
  return {
    id: variant.id,
    label: variant.label,
    runtime: variant.plan.runtime,
    interpreter: variant.plan.interpreter && { ...variant.plan.interpreter },
    baseline: baseline?.variant.id ?? null,
    model: variant.plan.model,
    concurrency: variant.plan.concurrency,
    seed: variant.plan.seed,
    engine,
    startedAt,
    runs,
    planned,
    problem,
    sameAs,
    keptUp,
    stoppedAfterMs,
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
