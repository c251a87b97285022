import type { ModelId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import type { Ran } from '../runner/batch.ts';
import { takenByOthers } from '../session/processor.ts';
import type { Answer } from './answer.ts';
import { median } from './figures.ts';
import { modelsFor, type Question, type Turn } from './step.ts';

/** Other programs on so much of the cores change what runs say. */
const noisyRatio = 0.25;

const isLittle = (busyRatio: Measured) => busyRatio !== null && busyRatio < noisyRatio;

/** Whether the machine was found to have nothing else to do; not where nobody looked. */
export const isQuiet = ({ before }: Question) => isLittle(before.busyRatio);

/** Waiting for a quiet machine may take this share of the budget. */
const waitingShare = 1 / 3;

/** How long a busy machine is waited for at most before the first call, in ms. */
export const longestWaitMs = ({ budgetMs }: Pick<Question, 'budgetMs'>) => budgetMs * waitingShare;

/** How busy others kept the machine, beforehand or while it was measured: what was more. */
export function machineOf(question: Question, ran: readonly Ran<Turn>[]): Answer['machine'] {
  const { before, room } = question;
  // One lane leaves a core to others, more lanes do not: of each model by itself, so that those which lost nothing hide none.
  const takenFrom = (one: ModelId) =>
    median(ran.filter(({ model }) => model === one).map(({ summary }) => takenByOthers(summary) ?? 0)) ?? 0;
  const taken = Math.max(...modelsFor(question).map(takenFrom));
  const busyRatio = before.busyRatio === null ? null : Math.max(before.busyRatio, taken);
  return {
    cores: room.effectiveCores,
    quotaCores: room.quotaCores ?? null,
    busyRatio,
    quiet: isLittle(busyRatio),
    waitedMs: before.waitedMs,
  };
}
