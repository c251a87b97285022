import { count, duration, rate } from '../format.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import { type LoadStepSummary, loadSummary, stepSummary, tellingStep } from '../session/load-summary.ts';
import type { Program } from '../session/program.ts';
import { causeOf, causeWords } from './load-cause.ts';
import { functionWords } from './watch/place-words.ts';

/** `p99 14 ms`; of too few requests the slowest of them. */
export const tailWords = ({ p99Ms, maxMs }: Pick<LoadStepSummary, 'p99Ms' | 'maxMs'>) =>
  p99Ms === null ? `max ${duration(maxMs)}` : `p99 ${duration(p99Ms)}`;

/** `503 (12), ECONNREFUSED (3)`: what came in the place of answers, the most first. */
export function failureWords({ statuses }: Pick<LoadStep, 'statuses'>): string {
  return Object.entries(statuses)
    .filter(([status]) => !/^[1-4]\d\d$/.test(status) || status === '429')
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([status, times]) => `${status} (${count(times)})`)
    .join(', ');
}

/** What came of a step, in a few words: `held`, `212/s got through`. */
export function stepWords(step: LoadStepSummary): string {
  switch (step.verdict) {
    case 'held':
      return 'held';
    case 'behind':
      return `too much: ${rate(step.donePerSecond)}/s got through`;
    case 'failing':
      return `too much: ${lostWords(step)}`;
    case 'late':
      return 'Heddle was late itself';
    case 'unknown':
      return 'too few to tell';
  }
}

function lostWords(step: LoadStepSummary): string {
  const failures = failureWords(step);
  return `${count(step.failed + step.unanswered)} of ${count(step.due)} failed${failures === '' ? '' : `: ${failures}`}`;
}

export type LoadVerdict = {
  /** Whether a rate was too much. */
  readonly isBroken: boolean;
  /** What came of it, in one line. */
  readonly saw: string;
  /** What gave way, or is slow, as a sentence; null: it is not known. */
  readonly why: string | null;
};

/** What a load says of the program: what it holds, where it breaks, and over what. Null before it can tell. */
export function loadVerdict(program: Program): LoadVerdict | null {
  const { load } = program;
  const step = load && tellingStep(load);
  if (!load?.started || !step) return null;
  const cause = causeOf(program, step);
  const why = cause && causeWords(cause, functionWords);
  const summary = loadSummary(load);
  const { heldPerSecond: held, brokenPerSecond: broken } = summary;
  const told = stepSummary(step);
  const at = (perSecond: number) => `${rate(perSecond)}/s`;
  const heldStep = summary.steps.findLast(({ ratePerSecond }) => ratePerSecond === held);
  const tail = summary.untilPerSecond === null ? summary : (heldStep ?? told);
  const heldWords = held === null ? null : `${at(held)} held (${tailWords(tail)})`;
  if (broken !== null) {
    const much = `${at(broken)} was ${stepWords(told)}, ${tailWords(told)}`;
    return { isBroken: true, saw: heldWords === null ? much : `${heldWords}; ${much}`, why };
  }
  if (summary.verdict === 'late') {
    const late = `Heddle could not send ${at(step.ratePerSecond)} on time: it got no core`;
    return { isBroken: false, saw: heldWords === null ? late : `${heldWords}; ${late}`, why: null };
  }
  if (heldWords === null)
    return { isBroken: false, saw: `${count(summary.due)} requests are too few to tell`, why: null };
  const all = summary.untilPerSecond === null ? heldWords : `${heldWords}, the highest that was tried`;
  return { isBroken: false, saw: all, why };
}
