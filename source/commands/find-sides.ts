import { type Refusal, type Result, refuse } from '../catalog/refusal.ts';
import { runtimeTitles } from '../catalog/runtimes/index.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { besideEachOther, type Side } from '../comparison/side-wishes.ts';
import { findWork } from '../host/find-work.ts';
import { runtimeOfWord } from '../launch/workloads.ts';
import { type RuntimeId, runtimeIds } from '../protocol/plan.ts';

/** What is to be compared with what: one side where nobody names runtimes. `differ`: see `besideEachOther`. */
export type Sides = { readonly sides: readonly Side[]; readonly differ: readonly string[] };

/**
 * The work that a word means, in each of the runtimes that were named: `node,python`, or interpreters of one, as
 * `--python` takes them. `runtimes`: as typed, empty for all there are; null: one, as the choice or the word has it.
 */
export async function findSides(
  word: string,
  choice: Choice,
  runtimes: string | null,
  builtIn: readonly WorkloadCard[],
): Promise<Result<Sides>> {
  if (runtimes === null) return sidesOf(word, [choice], false, builtIn);
  if (choice.runtime !== undefined)
    return refuse('runtimes', 'and --runtime exclude each other', 'leave --runtime out');
  const names = (runtimes === '' ? runtimeIds.join(',') : runtimes).split(',').map((name) => name.trim());
  if (names.includes(''))
    return refuse('runtimes', `is "${runtimes}"`, 'it must be names separated by commas');
  const choices = names.map((name) => choiceOf(name, choice));
  const meant = runtimeOfWord(word);
  const other = choices.find(({ runtime }) => meant !== null && runtime !== meant);
  if (meant !== null && other)
    return refuse(
      'runtimes',
      `has ${runtimeTitles[other.runtime]}, and ${word} is for ${runtimeTitles[meant]}`,
      meant === 'node' ? 'leave it out' : 'name interpreters: --runtimes 3.8,3.13',
    );
  if (choice.python !== undefined && !names.includes('python'))
    return refuse('python', 'is for --runtimes that has python in it', 'leave it out');
  return sidesOf(word, choices, true, builtIn);
}

async function sidesOf(
  word: string,
  choices: readonly Choice[],
  isNamed: boolean,
  builtIn: readonly WorkloadCard[],
): Promise<Result<Sides>> {
  const found: Omit<Side, 'name'>[] = [];
  for (const one of choices) {
    const work = await findWork(word, one, builtIn);
    if (work.refusal) return isNamed ? inRuntimes(work.refusal) : work;
    const { workload, choice } = work.value;
    found.push({ card: workload, choice: { ...choice, runtime: workload.runtime } });
  }
  return besideEachOther(found);
}

/** What is wrong with an interpreter, said of the flag that named it. */
function inRuntimes({ field, problem, remedy }: Refusal): Result<never> {
  if (field !== 'python') return refuse(field, problem, remedy);
  return refuse('runtimes', problem.replace(/^is /, 'has '), 'heddle list --runtimes shows what there is');
}

/** A name among the runtimes: one of them, or else an interpreter. */
function choiceOf(name: string, choice: Choice): Choice & { readonly runtime: RuntimeId } {
  const lower = name.toLowerCase();
  if (lower === 'node' || lower === 'nodejs') return { ...choice, runtime: 'node', python: undefined };
  return { ...choice, runtime: 'python', python: lower === 'python' ? choice.python : name };
}
