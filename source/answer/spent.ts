import type { Ran } from '../runner/batch.ts';
import type { Question, Turn } from './step.ts';

/** How often the function has been called. */
export const callsOf = (ran: readonly Ran<Turn>[]) =>
  ran.reduce((sum, { summary }) => sum + summary.tasks.done + summary.tasks.failed, 0);

/** What of the budget is spent, by the time that engines took from their start to their end. */
export const spentMs = ({ before }: Question, ran: readonly Ran<Turn>[]) =>
  ran.reduce((sum, { tookMs }) => sum + tookMs, before.waitedMs);

/** Budgets are suggested in steps of ten seconds. */
const stepMs = 10_000;

/** The flag for a budget of at least so long: `--budget 90s`. */
export const budgetFlag = (ms: number) => `--budget ${(Math.ceil(ms / stepMs) * stepMs) / 1000}s`;

/** The flag for a longer budget, where it is not known how long would be enough: three times as long. */
export const longerBudget = (budgetMs: number) => budgetFlag(3 * budgetMs);
