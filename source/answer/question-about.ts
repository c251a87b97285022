import type { By } from '../catalog/by.ts';
import type { Wish } from '../catalog/wish.ts';
import type { Question } from './step.ts';

/**
 * What is asked about a person's work: on the command line and on the screen the same. `word`: how the work is typed; of
 * `wish` the model and its numbers do not count. `by`: null where nothing was named.
 */
export function questionAbout(
  word: string,
  { tasks, ratePerSecond, model: _, concurrency: __, ...choice }: Wish,
  { by, ...rest }: Omit<Question, 'wish' | 'tasks' | 'ratePerSecond' | 'by'> & { readonly by: By | null },
): Question {
  return {
    ...rest,
    wish: { ...choice, workload: word },
    ratePerSecond: ratePerSecond ?? null,
    // Requests at a rate take as long under every model that keeps up.
    by: by ?? (ratePerSecond === undefined ? 'time' : 'latency'),
    // With inputs there are as many tasks as there are of them.
    tasks: tasks ?? choice.inputs?.count ?? null,
  };
}
