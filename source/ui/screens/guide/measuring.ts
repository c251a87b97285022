import { makePlan, UsageError } from '../../../catalog/make-plan.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Machine, Question, Reading } from '../../../guide/question.ts';
import type { Plan } from '../../../protocol/plan.ts';
import type { Summary } from '../../../session/summary.ts';

/** The short run that answers a question, or one line on why there is none. */
export function measurePlan(
  { measure }: Question,
  work: Wish,
  workloads: readonly WorkloadCard[],
  machine: Machine,
): Plan | string {
  const card = workloads.find(({ id }) => id === work.workload);
  if (!card || measure?.by !== 'run') return 'there is no work to measure: choose some in the lab';
  try {
    return makePlan(measure.wish(work), card, machine);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** What a run says to a question. One that broke says nothing about the work. */
export function readRun({ measure }: Question, summary: Summary): Reading {
  const { outcome, message, errors } = summary;
  if (measure?.by !== 'run' || (outcome !== 'completed' && outcome !== 'timed-out')) {
    const why = message ?? errors[0]?.message ?? 'it did not say why';
    return { value: null, saw: `The run ${outcome ?? 'did not end'}, so nothing was measured: ${why}` };
  }
  return measure.read(summary);
}
