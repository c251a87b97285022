import type { Answer } from '../answer/answer.ts';
import { isQuiet } from '../answer/machine.ts';
import { answerSoFar, nextStep } from '../answer/next-step.ts';
import { questionAbout } from '../answer/question-about.ts';
import { interpreterOf, type Question, type Turn, usualBudgetMs } from '../answer/step.ts';
import {
  beforehand,
  callsAhead,
  foundOf,
  isEven,
  machineFound,
  roundsText,
  timeLeft,
} from '../answer/words/progress.ts';
import type { Room } from '../catalog/room.ts';
import type { Wish } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Options } from '../command-line/command-line.ts';
import { accepted } from '../command-line/usage-error.ts';
import { beforeAnswer } from '../host/before-answer.ts';
import type { Stopper } from '../host/exit-code.ts';
import type { Speech } from '../host/output.ts';
import { runBatchAsText } from '../host/text-runs.ts';
import type { Ran } from '../runner/batch.ts';
import { characterOf } from '../work/character-of.ts';

const labelWidth = 11;

/** What the command line says of the person's work. */
export type Work = { readonly word: string; readonly card: WorkloadCard; readonly wish: Wish };

/** The answer, the runs it rests on, and what ended them before their end; Ctrl-C only makes the answer come sooner. */
export type Proved = {
  readonly answer: Answer;
  readonly ran: readonly Ran<Turn>[];
  readonly stoppedBy: Exclude<Stopper, 'SIGINT'> | null;
};

/**
 * Measures a person's work until it is clear which model fits it, or the budget is spent; tells on standard error what
 * is done. `ruledOut`: models that answers of the person rule out.
 */
export async function decideWork(
  { word, card, wish }: Work,
  options: Options,
  room: Room,
  ruledOut: Question['ruledOut'],
  speech: Pick<Speech, 'note'>,
): Promise<Proved> {
  const { budgetMs, maxCalls, by } = options;
  const withinMs = budgetMs ?? usualBudgetMs;
  const question = questionAbout(word, wish, {
    ...{ card, room, maxCalls, ruledOut, by, budgetMs: withinMs },
    before: await beforeAnswer(withinMs, room.descriptors ?? null, interpreterOf({ card, wish })),
  });
  const tell = ([label, text]: readonly [string, string]) =>
    speech.note(`${label.padEnd(labelWidth)}${text}`);
  speech.note(beforehand(question));
  tell(machineFound(question, isQuiet(question)));
  const next = (ran: readonly Ran<Turn>[]) => {
    const step = nextStep(question, ran);
    return step.kind === 'run' ? step.turn : null;
  };
  const run = await runBatchAsText<Turn>(
    { next },
    {
      speech: { note: () => {} },
      watched: { stacks: options.stacks },
      onRan({ ended }) {
        if (ended.length === 1) foundOf(characterOf(ended[0]!)).forEach(tell);
        const step = nextStep(question, ended);
        if (ended.length === 1 && step.kind === 'run' && step.calls !== null) tell(callsAhead(step.calls));
        if (step.kind === 'run' && isEven(step.progress))
          tell(['Rounds', `${roundsText(step.progress)}   ${timeLeft(step.etaMs)}`]);
      },
    },
  );
  const { batch, stoppedBy } = accepted(run);
  const step = batch.state === 'done' ? nextStep(question, batch.ended) : null;
  const answer = step?.kind === 'done' ? step.answer : answerSoFar(question, batch.ended);
  return { answer, ran: batch.ended, stoppedBy: stoppedBy === 'SIGINT' ? null : stoppedBy };
}
