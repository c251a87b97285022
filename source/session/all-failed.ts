import type { Session } from './state.ts';

/**
 * What a person must know when every task of a function of their own failed: most often it expects other arguments than
 * it gets. Null where any did not fail, or where the work is Heddle's.
 */
export function callLine({ plan, tasks }: Pick<Session, 'plan' | 'tasks'>): string | null {
  if (plan.module === null || tasks.counts.failed < tasks.total) return null;
  return 'Every task failed. Heddle calls your function with (index, context).';
}
