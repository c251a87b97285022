import type { Parameters, Plan } from '../protocol/plan.ts';
import { takenByOthers } from '../session/processor.ts';
import { ratioOf, type Spread, spreadOf } from '../statistics/sample.ts';
import type { Advice } from './advice.ts';
import { isAtRate, type Row, type Variant, type VariantRun } from './comparison.ts';
import { type By, type Judged, judgedBy } from './judged-by.ts';
import { rowsOf } from './rows.ts';
import { sameCode } from './same-code.ts';
import { bySide, isSameSide } from './sides.ts';
import { type Pair, standingOf } from './standings.ts';
import { verdictOf } from './verdict.ts';

/** Variants side by side. Everything here is a pure function of the summaries of their runs. */
export type Comparison = {
  /** The work, as far as it is the same for all variants: null, or left out of the parameters, where they differ in it. */
  readonly workload: string | null;
  readonly tasks: number | null;
  readonly parameters: Parameters;
  /** By what rows are judged. */
  readonly judged: Judged;
  /** The simplest model first. */
  readonly rows: readonly Row[];
  /** Every two rows that were judged. */
  readonly pairs: readonly Pair[];
  /** The id of the variant that was ahead of every other beyond doubt; null when there is none, or too little to tell. */
  readonly winner: string | null;
  /** Why, in words for people: who is ahead by how much, or why nobody can be said to be. */
  readonly verdict: string;
  /** What would tell more; null for nothing. */
  readonly advice: Advice | null;
  /** Share of its time that others took from the most disturbed run; null when too little to matter. */
  readonly takenByOthers: number | null;
};

type Options = {
  /** By what; the time where nobody says. */
  readonly by?: By;
  /** What was not run and why, in sentences. */
  readonly leftOut?: readonly string[];
  /** Within which all runs were to end; null where there was no such time, or not all of it was used. */
  readonly budgetMs?: number | null;
};

/**
 * What some runs say of their variants. `turns`: the variant of every run that was to be; `ran`: those that have ended,
 * which may be fewer, while runs are under way or after they were stopped.
 */
export function compareRuns(
  turns: readonly Variant[],
  ran: readonly VariantRun[],
  { by = isAtRate(turns) ? 'latency' : 'time', leftOut = [], budgetMs = null }: Options = {},
): Comparison {
  if (turns.length === 0) throw new RangeError('a comparison needs a variant');
  const rows = rowsOf(turns, ran);
  const disturbed = Math.max(0, ...ran.map(({ summary }) => takenByOthers(summary) ?? 0));
  const taken = disturbed > 0 ? disturbed : null;
  const judged = judgedBy(by, rows);
  const standing = standingOf(rows, judged);
  const { words, advice } = verdictOf({ rows, standing, judged, takenByOthers: taken, budgetMs }, [
    ...sameCode(ran),
    ...leftOut,
  ]);
  return {
    ...commonWork(rows.map(({ variant }) => variant.plan)),
    judged,
    rows,
    pairs: standing.pairs,
    winner: standing.winner?.variant.id ?? null,
    verdict: words,
    advice,
    takenByOthers: taken,
  };
}

/** The row that the speed-up of a row is against, where it ran: the baseline of the runtime that runs both. */
export function baselineFor({ rows }: Pick<Comparison, 'rows'>, row: Row): Row | undefined {
  return rows.find(
    ({ variant, problem, wallMs }) =>
      variant.isBaseline && problem === null && wallMs !== null && isSameSide(variant, row.variant),
  );
}

/** The row that all speed-ups are against; none where it did not run, or each runtime has its own. */
export function baselineOf(comparison: Pick<Comparison, 'rows'>): Row | undefined {
  const sides = bySide(comparison.rows, ({ variant }) => variant);
  return sides.length === 1 ? baselineFor(comparison, comparison.rows[0]!) : undefined;
}

/** What the speed-ups of its rows are against, in words; null where there are none. */
export function speedupsOver(comparison: Pick<Comparison, 'rows'>): string | null {
  const one = baselineOf(comparison);
  if (one) return one.variant.label;
  const own = comparison.rows.flatMap((row) => baselineFor(comparison, row) ?? []);
  return own.length === 0 ? null : `${own[0]!.variant.plan.model} of the same runtime`;
}

/** The baseline's time by that of a row, with its least and greatest; null where there is none. */
export function speedupOf(baseline: Row | undefined, { wallMs, problem }: Row): Spread | null {
  return baseline?.wallMs && wallMs && problem === null
    ? ratioOf(spreadOf(baseline.wallMs), spreadOf(wallMs))
    : null;
}

/** What all plans do alike. */
function commonWork(plans: readonly Plan[]): Pick<Comparison, 'workload' | 'tasks' | 'parameters'> {
  const same = <T>(of: (plan: Plan) => T): T | null => {
    const [value, ...others] = new Set(plans.map(of));
    return others.length === 0 ? (value ?? null) : null;
  };
  const parameters: Parameters = {};
  for (const name of Object.keys(plans[0]!.parameters)) {
    const value = same((plan) => plan.parameters[name]);
    if (value !== null && value !== undefined) parameters[name] = value;
  }
  return { workload: same(({ workload }) => workload), tasks: same(({ tasks }) => tasks), parameters };
}
