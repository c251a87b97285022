import type { Session } from './state.ts';

/** What code says that took its arguments for others: a request, a callback, the name of a file. */
const wrongArguments =
  /is not a function|is not iterable|(?:of|from|is|convert) (?:undefined|null)|argument must be|Class constructor/;
const called = 'Heddle calls your function with (index, context).';

/**
 * What a person must know when a function of their own seems to expect other arguments than it gets: every task failed
 * with an error that reads like that, or called a callback later that there is not, which ended the run. Null otherwise,
 * and where the work is Heddle's.
 */
export function callLine({ plan, tasks, errors, ended }: Session): string | null {
  if (plan.module === null) return null;
  if (ended?.outcome === 'crashed' && /: \w+ is not a function/.test(ended.message ?? ''))
    return `There is no callback: ${called}`;
  if (tasks.counts.failed < tasks.total) return null;
  const alike = [...errors.values()].some(({ message }) => wrongArguments.test(message));
  return alike ? `Every task failed. ${called}` : null;
}
