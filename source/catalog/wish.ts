import type { Choice } from './make-plan.ts';

/** A run as a person would ask for it: what is left out has its default. */
export type Wish = Choice & { readonly workload: string };

/** The words on the command line that ask for that run: `heddle run wait --model async --tasks 10000`. */
export function runCommand(wish: Wish): string {
  return ['heddle run', ...wordsOf(wish)].join(' ');
}

/** The words that compare that work under some models, or under all of them. */
export function compareCommand(wish: Wish, models: readonly string[] | null): string {
  const { model: _, ...work } = wish;
  const [workload, ...rest] = wordsOf(work);
  const chosen = models === null ? [] : [`--models ${models.join(',')}`];
  return ['heddle compare', workload, ...chosen, ...rest].join(' ');
}

function wordsOf(wish: Wish): string[] {
  const flags: [string, string | number | undefined][] = [
    ['model', wish.model],
    ['tasks', wish.tasks],
    ['concurrency', wish.concurrency],
    ['pool', wish.poolThreads],
    ['libuv-threads', wish.libuvThreads],
  ];
  return [
    wish.workload,
    ...flags.flatMap(([flag, value]) => (value === undefined ? [] : [`--${flag} ${value}`])),
    ...Object.entries(wish.parameters ?? {}).map(([name, value]) => `--set ${name}=${value}`),
  ];
}
