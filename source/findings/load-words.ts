import { feltWaitMs } from '../catalog/figures.ts';
import { count, duration, percent, plural, rate } from '../format.ts';
import type { LoadStep } from '../protocol/load-events.ts';
import {
  type LoadStepSummary,
  type LoadSummary,
  loadSummary,
  stepSummary,
  tellingStep,
} from '../session/load-summary.ts';
import type { Program } from '../session/program.ts';
import type { Watch } from '../session/watch.ts';
import { worstOf } from './held-place.ts';
import { causeOf, causeWords } from './load-cause.ts';
import { freezesMeanwhile } from './load-freezes.ts';
import type { Advice } from './step.ts';
import { moreThreads } from './watch/full-threads.ts';
import { adviceOf } from './watch/loop-held.ts';
import { moreLoops } from './watch/one-core-used.ts';
import { functionWords } from './watch/place-words.ts';

/** `p99 14 ms`; of too few requests the slowest of them. */
export const tailWords = ({ p99Ms, maxMs }: Pick<LoadStepSummary, 'p99Ms' | 'maxMs'>) =>
  p99Ms === null ? `max ${duration(maxMs)}` : `p99 ${duration(p99Ms)}`;

/** `98 of 100 answered`, `1 failed`, `1 still waited`: what became of those that were due. */
export function outcomeParts({ due, answered, failed, unanswered, unsent }: LoadSummary): string[] {
  const left = due - answered - failed - unanswered - unsent;
  const others = [
    [failed, 'failed'],
    [unanswered, 'had no answer in time'],
    [unsent, 'never sent'],
    [left, 'still waited'],
  ] as const;
  const told = others.flatMap(([times, what]) => (times > 0 ? `${count(times)} ${what}` : []));
  return [`${count(answered)} of ${count(due)} answered`, ...told];
}

/** `503 (12), ECONNREFUSED (3)`: what came in the place of answers, the most first. */
function failureWords({ statuses }: Pick<LoadStep, 'statuses'>): string {
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
      return `too much: ${percent((step.failed + step.unanswered) / step.due)} failed`;
    case 'late':
      return 'Heddle was late itself';
    case 'unknown':
      return 'too few to tell';
  }
}

export type LoadVerdict = {
  /** Whether a rate was too much. */
  readonly isBroken: boolean;
  /** What came of it, in one line. */
  readonly saw: string;
  /** What gave way, or is slow, as sentences; null: it is not known. */
  readonly why: string | null;
  readonly advice: Advice | null;
};

/** Where the sender is late it is not the rate: one thread can send more. */
const noCore = {
  why: 'It had to wait for a core: your program or others had them.',
  advice: { next: 'Try it again while the machine is quiet, or on more cores', step: null },
};

/** What a load says of the program: what it holds, where it breaks, and over what. Null before it can tell. */
export function loadVerdict(program: Program): LoadVerdict | null {
  const { load } = program;
  const step = load && tellingStep(load);
  if (!load?.started || !step) return null;
  const summary = loadSummary(load);
  const cause = causeOf(program, step);
  const isBroken = summary.brokenPerSecond !== null;
  const isLate = !isBroken && summary.verdict === 'late';
  const told = stepSummary(step);
  // Of a rate that held what is slow is of interest where people feel it.
  const isFelt = isBroken || (!isLate && (told.p99Ms ?? told.maxMs ?? 0) >= feltWaitMs);
  // Who lets a rate break is no single freeze; of few requests, or of one that held, it is what the slow ones met.
  const freezes =
    isBroken || isLate || (isFelt && cause?.kind === 'place')
      ? null
      : freezesMeanwhile(program, functionWords);
  // A loop that is idle otherwise is no reason beside a freeze.
  const because =
    cause && isFelt && (freezes === null || cause.kind !== 'idle') ? causeWords(cause, functionWords) : null;
  const refused = refusedWords(summary);
  const failures = step.verdict === 'failing' ? failureWords(step) : '';
  const why = [
    isLate ? noCore.why : '',
    refused ?? '',
    failures === '' ? '' : `In place of answers: ${failures}.`,
    because ?? '',
    freezes ?? '',
  ];
  return {
    isBroken,
    saw: sawOf(summary, step),
    why: why.some((one) => one !== '') ? why.filter((one) => one !== '').join(' ') : null,
    advice: refused ? null : isBroken ? loadAdvice(cause) : isLate ? noCore.advice : whereItBreaks(summary),
  };
}

function sawOf(summary: LoadSummary, step: LoadStep): string {
  const { heldPerSecond: held, brokenPerSecond: broken } = summary;
  const at = (perSecond: number) => `${rate(perSecond)}/s`;
  const rises = summary.untilPerSecond !== null;
  const told = stepSummary(step);
  const heldStep = summary.steps.findLast(({ ratePerSecond }) => ratePerSecond === held);
  const heldWords =
    held === null ? null : `${at(held)} held (${tailWords(rises ? (heldStep ?? told) : summary)})`;
  const both = (more: string) => (heldWords === null ? more : `${heldWords}; ${more}`);
  if (broken !== null) {
    const tail = step.verdict === 'failing' ? '' : `, ${tailWords(rises ? told : summary)}`;
    return both(`${at(broken)} was ${stepWords(told)}${tail}`);
  }
  if (summary.verdict === 'late')
    return both(`Heddle itself could not send ${at(step.ratePerSecond)} on time`);
  if (heldWords === null)
    return `${plural(summary.due, 'request')} ${summary.due === 1 ? 'is' : 'are'} too few to tell whether ${at(step.ratePerSecond)} holds`;
  return rises ? `${heldWords}, the highest rate that was tried` : heldWords;
}

/** Of so many answers that the program refused, the path is wrong rather than the rate. */
const refusedRatio = 0.5;

function refusedWords({ steps }: LoadSummary): string | null {
  const statuses = new Map<string, number>();
  for (const [status, times] of steps.flatMap((step) => Object.entries(step.statuses)))
    statuses.set(status, (statuses.get(status) ?? 0) + times);
  const all = [...statuses.values()].reduce((sum, one) => sum + one, 0);
  const most = [...statuses].find(
    ([status, times]) => /^4\d\d$/.test(status) && status !== '429' && times >= refusedRatio * all,
  );
  return most
    ? `${count(most[1])} of ${count(all)} were answered with ${most[0]}: is it what you meant to send?`
    : null;
}

/** Where the loop is idle, and it is not known why requests wait. */
const lookAtCalls = 'Look at what its requests wait for: calls to others are below its routes';
const lookInside = 'Look at what its requests wait for: a database, a full pool, a lock';

const asksOthers = ({ requests }: Watch) => requests.routes.some(({ kind }) => kind === 'client');

function loadAdvice(cause: ReturnType<typeof causeOf>): Advice {
  const runtime = cause?.watch.started?.engine?.runtime ?? 'node';
  switch (cause?.kind) {
    case 'place':
      return adviceOf(cause.watch, runtime, worstOf(cause.held)!);
    case 'loop':
      return { next: moreLoops[runtime], step: null };
    case 'cores':
      return { next: 'Give it more cores, or let it do less for each request', step: null };
    case 'no-core':
      return noCore.advice;
    case 'others':
      return { next: 'Try it again while they are quiet', step: null };
    case 'one-at-once':
      return { next: 'Let it work on several at once: in threads, or in several processes', step: null };
    case 'full-threads':
      return moreThreads(cause.free);
    case 'idle':
      return { next: asksOthers(cause.watch) ? lookAtCalls : lookInside, step: null };
    case undefined:
      return { next: 'Look at its processor, its memory and what it prints at that rate', step: null };
  }
}

/** Of a rate that stays and was held it is not known how far it is from too much. */
function whereItBreaks({ untilPerSecond, ratePerSecond, heldPerSecond, name }: LoadSummary): Advice | null {
  if (untilPerSecond !== null || heldPerSecond === null || ratePerSecond === null) return null;
  return {
    next: `To see where it breaks: --load '${Number(ratePerSecond.toPrecision(3))}/s.. ${name}'`,
    step: null,
  };
}
