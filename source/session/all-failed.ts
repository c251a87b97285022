import type { Session } from './state.ts';

/**
 * What a person must know when every task of a function of their own failed: most often it expects other arguments than
 * it gets. Null where a task is done, or where the work is Heddle's.
 */
export function callLine({ plan, tasks }: Pick<Session, 'plan' | 'tasks'>): string | null {
  const { done, failed } = tasks.counts;
  if (plan.module === null || done > 0 || failed === 0) return null;
  return 'Every task failed. Heddle calls your function with (index, context).';
}
