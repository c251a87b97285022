import { compareCommand, measureCommand } from '../catalog/wish.ts';
import type { Character } from '../work/character.ts';
import { type Question, usualBudgetMs } from './step.ts';
import { isBaseline, type Trial } from './trials.ts';

/** So long a run of the answer tells its speed. */
const secondMs = 1000;

/** What a person typed for an answer. */
export function askedCommand({ wish, tasks, ratePerSecond, by, budgetMs, maxCalls }: Question): string {
  const work = { ...wish, tasks: tasks ?? undefined, ratePerSecond: ratePerSecond ?? undefined };
  return [
    measureCommand(work),
    ...(by === 'time' ? [] : [`--by ${by}`]),
    ...(budgetMs === usualBudgetMs ? [] : [`--budget ${budgetMs / 1000}s`]),
    ...(maxCalls === null ? [] : [`--max-calls ${maxCalls}`]),
  ].join(' ');
}

/** What measures the same again: a comparison of what was proved, with the numbers that were proved. */
export function commandOf(
  question: Question,
  trials: readonly Trial[],
  found: Trial | null,
  character: Character | null,
): string {
  if (!found || trials.length < 2) return askedCommand(question);
  const { wish, tasks, ratePerSecond, by } = question;
  const judged = by === 'time' ? [] : [`--by ${by}`];
  const work = { ...wish, model: undefined, ratePerSecond: ratePerSecond ?? undefined };
  const numbers = trials
    .filter((trial) => !isBaseline(trial))
    .map(({ model, size }) => `${model}=${size.concurrency}`);
  const libuvThreads = found.size.libuvThreads ?? wish.libuvThreads;
  // At a rate, as many as come within some seconds.
  const enough = ratePerSecond === null ? tasksFor(found, character) : undefined;
  const again = { ...work, libuvThreads, tasks: tasks ?? enough };
  const models = trials.map(({ model }) => model);
  return [compareCommand(again, models), `-c ${numbers.join(',')}`, ...judged].join(' ');
}

/** What measures the work once more and writes the program for its answer to that file. */
export function programCommand({ wish, tasks, ratePerSecond, by }: Question, file: string): string {
  const work = { ...wish, tasks: tasks ?? undefined, ratePerSecond: ratePerSecond ?? undefined };
  const judged = by === 'time' ? [] : [`--by ${by}`];
  return [measureCommand(work), ...judged, `--code ${file}`].join(' ');
}

/** About a second of the answer, a round number. */
function tasksFor({ runs, size }: Trial, character: Character | null): number {
  const msPerTask = runs.at(-1)?.course.steadyMsPerTask ?? character?.msPerTask ?? secondMs;
  const wanted = Math.max(2 * size.concurrency, Math.ceil(secondMs / msPerTask));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.min(1_000_000, Math.ceil(wanted / step) * step);
}
