import { figureCard } from '../catalog/figures.ts';
import type { Parameters, Plan } from '../protocol/plan.ts';
import { figureValue } from '../session/figure-values.ts';
import { takenByOthers } from '../session/processor.ts';
import type { Summary } from '../session/summary.ts';
import { ratioOf, type Spread, sampleOf, spreadOf } from '../statistics/sample.ts';
import {
  type ComparedFigure,
  type Comparison,
  perFigure,
  type Row,
  type Variant,
  type VariantRun,
} from './comparison.ts';
import { sameCode } from './same-code.ts';
import { judge } from './verdict.ts';

/**
 * What some runs say of their variants. `turns`: the variant of every run that was to be; `ran`: those that have ended,
 * which may be fewer, while runs are under way or after they were stopped.
 */
export function compareRuns(turns: readonly Variant[], ran: readonly VariantRun[]): Comparison {
  if (turns.length === 0) throw new RangeError('a comparison needs a variant');
  const variants = [...new Map(turns.map((variant) => [variant.id, variant])).values()];
  const rows = variants.map((variant) => rowOf(variant, turns, ran));
  const disturbed = Math.max(0, ...ran.map(({ summary }) => takenByOthers(summary) ?? 0));
  const taken = disturbed > 0 ? disturbed : null;
  return {
    ...commonWork(variants.map(({ plan }) => plan)),
    rows,
    ...judge(rows, taken, sameCode(ran)),
    takenByOthers: taken,
  };
}

/** The row that the others' speed-ups are against, where it ran. */
export function baselineOf({ rows }: Comparison): Row | undefined {
  return rows.find(
    ({ variant, problem, wallMs }) => variant.isBaseline && problem === null && wallMs !== null,
  );
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

function rowOf(variant: Variant, turns: readonly Variant[], ran: readonly VariantRun[]): Row {
  const isMine = ({ id }: Variant) => id === variant.id;
  const ended = ran.filter(isMine).map(({ summary }) => summary);
  const good = ended.filter(({ outcome }) => outcome === 'completed');
  const sample = (id: ComparedFigure) => {
    const values = good.flatMap((summary) => figureValue(id, summary) ?? []);
    return sampleOf(values, figureCard(id).unit);
  };
  return {
    variant,
    engine: ended[0]?.engine ?? null,
    startedAt: ended[0]?.startedAt ?? null,
    runs: good.length,
    planned: turns.filter(isMine).length,
    problem: problemOf(ended),
    ...perFigure(sample),
    figures: figuresOf(good),
  };
}

/** The first run that did not complete, in a line; null when all did. */
function problemOf(ended: readonly Summary[]): string | null {
  const at = ended.findIndex(({ outcome }) => outcome !== 'completed');
  if (at < 0) return null;
  const { outcome, message, errors } = ended[at]!;
  const [error] = errors;
  const why = message ?? (error ? `task ${error.task}: ${error.name}: ${error.message}` : null);
  const which = ended.length > 1 ? `run ${at + 1} ` : '';
  return `${which}${outcome?.replace('-', ' ') ?? 'did not end'}${why === null ? '' : `: ${why.split('\n')[0]}`}`;
}

/** The workload's own figures, in its order. */
function figuresOf(runs: readonly Summary[]): Row['figures'] {
  const all = runs.flatMap(({ check }) => check?.figures ?? []);
  const names = new Set(all.map(({ name }) => name));
  return [...names].flatMap((name) => {
    const same = all.filter((figure) => figure.name === name);
    const { title, unit } = same[0]!;
    const value = sampleOf(
      same.flatMap((figure) => figure.value ?? []),
      unit,
    );
    return value === null ? [] : [{ name, title, value }];
  });
}
