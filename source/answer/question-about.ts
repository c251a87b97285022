import type { Wish } from '../catalog/wish.ts';
import type { Question } from './step.ts';

/**
 * What is asked about a person's work: on the command line and on the screen the same. `word`: how the work is typed; of
 * `wish` the model and its numbers do not count.
 */
export function questionAbout(
  word: string,
  { tasks, ratePerSecond, model: _, concurrency: __, ...choice }: Wish,
  rest: Omit<Question, 'wish' | 'tasks' | 'ratePerSecond'>,
): Question {
  return {
    ...rest,
    wish: { ...choice, workload: word },
    ratePerSecond: ratePerSecond ?? null,
    // With inputs there are as many tasks as there are of them.
    tasks: tasks ?? choice.inputs?.count ?? null,
  };
}
