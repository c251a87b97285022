import type { Character } from '../work/character.ts';
import type { Question } from './step.ts';
import type { Trial } from './trials.ts';

/** So long a run of the answer tells its speed. */
const secondMs = 1000;

/** What measures the same again: a comparison of what was proved, with the numbers that were proved. */
export function commandOf(
  { wish, tasks, ratePerSecond, by }: Question,
  trials: readonly Trial[],
  found: Trial | null,
  character: Character | null,
): string {
  const rate = ratePerSecond === null ? [] : [`--rate ${ratePerSecond}/s`];
  const judged = by === 'time' ? [] : [`--by ${by}`];
  const set = Object.entries(wish.parameters ?? {}).map(
    ([name, value]) => `--set ${quoted(`${name}=${value}`)}`,
  );
  if (!found || trials.length < 2)
    return [
      'heddle decide',
      quoted(wish.workload),
      ...(tasks === null ? [] : [`--tasks ${tasks}`]),
      ...rate,
      ...judged,
      ...set,
    ].join(' ');
  const numbers = trials.map(({ model, size }) => `${model}=${size.concurrency}`).join(',');
  const libuv = found.size.libuvThreads === null ? [] : [`--libuv-threads ${found.size.libuvThreads}`];
  const most = tasks ?? tasksFor(found, character);
  return [
    'heddle compare',
    quoted(wish.workload),
    `-c ${numbers}`,
    `--tasks ${most}`,
    ...libuv,
    ...rate,
    ...judged,
    ...set,
  ].join(' ');
}

/** About a second of the answer, a round number. */
function tasksFor({ runs, size }: Trial, character: Character | null): number {
  const msPerTask = runs.at(-1)?.course.steadyMsPerTask ?? character?.msPerTask ?? secondMs;
  const wanted = Math.max(2 * size.concurrency, Math.ceil(secondMs / msPerTask));
  const step = 10 ** Math.max(0, Math.floor(Math.log10(wanted)) - 1);
  return Math.min(1_000_000, Math.ceil(wanted / step) * step);
}

const quoted = (word: string) =>
  /^[\w@%+=:,./#-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
