import { figureCard } from '../catalog/figures.ts';
import { runtimeCard } from '../catalog/runtimes/index.ts';
import { figureValue } from '../session/figure-values.ts';
import type { Summary } from '../session/summary.ts';
import { sampleOf } from '../statistics/sample.ts';
import { type ComparedFigure, perFigure, type Row, type Variant, type VariantRun } from './comparison.ts';
import { runsSameCodeAs } from './same-code.ts';

/**
 * A row a variant, the simplest model first: the order in which its runtime lists them. `turns`: the variant of every
 * run that was to be; `ran`: those that have ended.
 */
export function rowsOf(turns: readonly Variant[], ran: readonly VariantRun[]): Row[] {
  const variants = [...new Map(turns.map((variant) => [variant.id, variant])).values()];
  const place = ({ plan }: Variant) =>
    runtimeCard(plan.runtime).models.findIndex(({ id }) => id === plan.model);
  return variants.sort((a, b) => place(a) - place(b)).map((variant) => rowOf(variant, turns, ran));
}

function rowOf(variant: Variant, turns: readonly Variant[], ran: readonly VariantRun[]): Row {
  const isMine = ({ id }: Variant) => id === variant.id;
  const mine = ran.filter(isMine);
  const ended = mine.map(({ summary }) => summary);
  const completed = mine.filter(({ summary }) => summary.outcome === 'completed');
  const good = completed.filter((run) => !isStopped(run)).map(({ summary }) => summary);
  const stopped = completed.find(isStopped)?.summary;
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
    keptUp: keptUpOf(good),
    stoppedAfterMs: stopped?.wallMs ?? null,
    sameAs: runsSameCodeAs(variant, good),
    ...perFigure(sample),
    figures: figuresOf(good),
  };
}

/** Whether it was stopped before all of its tasks had started. At a rate those left over have a latency, too. */
function isStopped({ plan, summary: { tasks } }: VariantRun): boolean {
  if (plan.ratePerSecond !== null || plan.stopAfterMs === null) return false;
  return tasks.done + tasks.failed + tasks.cancelled < tasks.total;
}

/** Whether most runs kept up with a rate: one may fall behind because other programs used the cores. Null: not known of any. */
export function keptUpOf(runs: readonly Summary[]): boolean | null {
  const known = runs.map(({ backlog }) => backlog?.keptUp ?? null).filter((keptUp) => keptUp !== null);
  return known.length === 0 ? null : 2 * known.filter(Boolean).length > known.length;
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
