import type { By as Aim } from '../catalog/by.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { shortDuration } from '../format.ts';
import type { OwnJudge } from '../protocol/workload.ts';
import { type Column, columnOf, ownColumns } from './columns.ts';
import type { Row } from './comparison.ts';
import { type Margin, timeMargin } from './judge-pair.ts';
import { bySide } from './sides.ts';

/** What a comparison is about: what people choose by, or a workload's own figure. */
export type By = Aim | OwnJudge;

/** A figure that rows are judged by. */
export type Judged = {
  /** Its id: that of a figure of every run, or the name of the workload's own. */
  readonly id: string;
  readonly column: Column;
  readonly margin: Margin;
};

/** Whether it is how long the run took, or a task of it, so that runs can be too short or hopeless. */
export const isTime = ({ id }: Judged) => id === 'wallMs' || id === perTask.id;

const figures = {
  time: 'wallMs',
  latency: 'taskP99Ms',
  memory: 'peakMemoryBytes',
  cpu: 'cpuMsPerTask',
} as const;

/** Where runtimes do other numbers of tasks, because one takes a hundred times as long for each: time by tasks. */
const perTask: { readonly id: string; readonly column: Column } = {
  id: 'msPerTask',
  column: {
    ...columnOf('wallMs'),
    title: 'per task',
    show: (ms) => `${shortDuration(ms)} per task`,
    of: ({ wallMs, variant: { plan } }) =>
      wallMs && { ...wallMs, values: wallMs.values.map((ms) => ms / plan.tasks) },
  },
};

/** The processor's clock moves CPU time by a tenth, and a heap is larger or smaller by when it was last collected. */
export const feltLead = 1.25;
const { alpha } = timeMargin;

/**
 * What a comparison is about when nobody says. At a rate all models take the same time, until one does not keep up.
 */
export function usualBy({ judgedBy }: WorkloadCard, { ratePerSecond }: Choice): By {
  return ratePerSecond === undefined ? (judgedBy ?? 'time') : 'latency';
}

/** By what these rows are judged. */
export function judgedBy(by: By, rows: readonly Row[]): Judged {
  if (typeof by === 'object') return ownJudged(by, rows);
  const isUneven = new Set(rows.map(({ variant }) => variant.plan.tasks)).size > 1;
  if (by === 'time' && isUneven && bySide(rows, ({ variant }) => variant).length > 1)
    return { ...perTask, margin: { ...timeMargin, step: 0 } };
  const due = by === 'latency' && rows.some(({ latencyP99Ms }) => latencyP99Ms !== null);
  const id = due ? 'latencyP99Ms' : figures[by];
  const column = columnOf(id);
  const lead = by === 'time' || by === 'latency' ? timeMargin.lead : feltLead;
  return { id, column, margin: { lead, step: by === 'time' ? 0 : column.step, alpha } };
}

/** A workload's own figure. Before a run has told of it, nobody has it. */
function ownJudged({ figure, better = 'lower' }: OwnJudge, rows: readonly Row[]): Judged {
  const own = ownColumns(rows).find(({ name }) => name === figure);
  const none: Column = { title: figure, step: 0, better, show: String, of: () => null };
  const column = { ...(own ?? none), better };
  return { id: figure, column, margin: { lead: feltLead, step: column.step, alpha } };
}

/** A figure beside the one judged by, and what the row with the least of it is called. */
export type Beside = Judged & { readonly least: string };

const others = [
  ['wallMs', 'The fastest'],
  ['peakMemoryBytes', 'The lightest'],
  ['loopLagP99Ms', 'The most responsive'],
  ['cpuMsPerTask', 'The one with the least CPU time'],
] as const;
/** They share the chance that one of them is wrong. */
const sharedAlpha = alpha / 3;

/** The figures that people weigh beside it, each with the margin that they feel. */
export function besides(judged: Judged): Beside[] {
  return others.flatMap(([id, least]) => {
    if (id === judged.id || (id === 'wallMs' && judged.id === perTask.id)) return [];
    const column = columnOf(id);
    const lead = id === 'wallMs' ? timeMargin.lead : feltLead;
    return [{ id, column, least, margin: { lead, step: column.step, alpha: sharedAlpha } }];
  });
}
