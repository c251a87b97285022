import type { Question } from '../answer/step.ts';
import { measureHandover } from '../machine/handover.ts';
import { waitForQuiet } from '../machine/quiet.ts';
import type { Measured } from '../protocol/units.ts';

/** Other programs on less than this share of the cores disturb no ratio that anybody decides by. */
const quietRatio = 0.15;
/** Waiting for a quiet machine may take this share of the budget. */
const waitingShare = 1 / 3;

/**
 * What is looked at before the first run of a person's work: whether the machine is quiet, for which it is waited, and
 * what a message costs. `budgetMs`: of all.
 */
export async function beforeAnswer(budgetMs: number, descriptors: Measured): Promise<Question['before']> {
  const quiet = await waitForQuiet(quietRatio, budgetMs * waitingShare);
  return { ...quiet, handoverMs: await measureHandover(), descriptors };
}
