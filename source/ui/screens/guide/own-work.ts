import type { Answer } from '../../../answer/answer.ts';
import { answerSoFar, nextStep } from '../../../answer/next-step.ts';
import { questionAbout } from '../../../answer/question-about.ts';
import { type Question, type Step, type Turn, usualBudgetMs } from '../../../answer/step.ts';
import { wordOf } from '../../../catalog/module-word.ts';
import type { Wish } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Answers } from '../../../guide/question.ts';
import { roomFor, ruledOutBy } from '../../../guide/ruled-out.ts';
import type { Batch, Order, Ran } from '../../../runner/batch.ts';
import type { Bounds } from '../screen.ts';
import type { ScreenServices } from '../services.ts';

/** How far measuring a person's work has come. */
export type OwnWork =
  /** The machine is looked at, before the first call. */
  | { readonly phase: 'looking' }
  | {
      readonly phase: 'running';
      readonly question: Question;
      readonly batch: Batch<Turn>;
      readonly step: Step;
      /** What the runs so far show; null before the first round. */
      readonly soFar: Answer | null;
    }
  | {
      readonly phase: 'ended';
      readonly question: Question;
      readonly ran: readonly Ran<Turn>[];
      readonly answer: Answer;
    };

/** Within which a file is measured when nobody said anything else; as on the command line. */
export const usualBounds: Bounds = {
  budgetMs: usualBudgetMs,
  maxCalls: null,
  by: null,
};

/** How the work is typed: the path of a file, the name of a workload. */
function wordFor(card: WorkloadCard, { files }: Pick<ScreenServices, 'files'>): string {
  const word = wordOf(card);
  return word === null ? card.id : files.typeable(word);
}

/** What is asked about a person's work. `before`: what was seen of the machine; null: it was not looked at yet. */
export function questionFor(
  { card, wish, answers, bounds }: { card: WorkloadCard; wish: Wish; answers: Answers; bounds: Bounds },
  before: Question['before'] | null,
  services: Pick<ScreenServices, 'files' | 'room'>,
): Question {
  return questionAbout(wordFor(card, services), wish, {
    ...bounds,
    card,
    room: roomFor(answers, services.room),
    ruledOut: ruledOutBy(answers, card.runtime),
    before: before ?? {
      ...{ busyRatio: null, waitedMs: 0, descriptors: services.room.descriptors ?? null },
      handoverMs: { thread: null, process: null },
      startMethod: null,
    },
  });
}

/**
 * After a change of the runs: what goes on, or the answer; of runs that were stopped, what they show. `before`: the state
 * before that change; what only another run that ended can change is taken from it.
 */
export function workOf(question: Question, batch: Batch<Turn>, before: OwnWork | null): OwnWork {
  const { state, ended } = batch;
  if (state === 'running' && before?.phase === 'running' && before.batch.ended === ended)
    return { ...before, batch };
  const step = nextStep(question, ended);
  if (state === 'running') {
    const soFar = ended.length > 1 && step.kind === 'run' ? answerSoFar(question, ended) : null;
    return { phase: 'running', question, batch, step, soFar };
  }
  const answer = step.kind === 'done' ? step.answer : answerSoFar(question, ended);
  return { phase: 'ended', question, ran: ended, answer };
}

/** The answer, or what is known of it so far; null before the first run. */
export function knownOf(own: OwnWork | null): Answer | null {
  if (own?.phase === 'ended') return own.answer;
  return own?.phase === 'running' ? answerSoFar(own.question, own.batch.ended) : null;
}

/** The runs of the procedure. How many are still expected is all that is known of those after the next. */
export function orderOf(question: Question): Order<Turn> {
  const stepAfter = (ran: readonly Ran<Turn>[]) => nextStep(question, ran);
  return {
    next(ran) {
      const step = stepAfter(ran);
      return step.kind === 'run' ? step.turn : null;
    },
    expected(ran) {
      const step = stepAfter(ran);
      if (step.kind === 'done') return [];
      const left = step.progress.reduce((sum, { done, planned }) => sum + planned - done, 0);
      return Array.from({ length: Math.max(1, left) }, () => step.turn);
    },
  };
}
