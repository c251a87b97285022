import type { Summary } from '../session/summary.ts';
import type { Question, Reading } from './question.ts';

/** What a run says to a question. One that broke says nothing about the work. */
export function readRun({ measure }: Question, summary: Summary): Reading {
  const { outcome, message, errors } = summary;
  if (measure?.by !== 'run' || (outcome !== 'completed' && outcome !== 'timed-out')) {
    const why = message ?? errors[0]?.message ?? 'it gave no reason';
    return { value: null, saw: `The run ${outcome ?? 'did not end'}, so nothing was measured: ${why}` };
  }
  return measure.read(summary);
}
