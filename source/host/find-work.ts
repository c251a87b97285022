import type { Result } from '../catalog/refusal.ts';
import type { Where } from '../catalog/where.ts';
import type { Choice } from '../catalog/wish.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import { type Found, findWork as find, findWhere as findPlace } from '../launch/find-work.ts';
import { createKeeper } from './cache.ts';

/** What a word means and where it runs, as `launch/find-work.ts` has it; remembers what interpreters said of themselves. */
export function findWork(
  word: string,
  choice: Choice,
  builtIn: readonly WorkloadCard[],
  signal?: AbortSignal,
): Promise<Result<Found>> {
  return find(word, choice, builtIn, { memory: createKeeper() }, signal);
}

/** Where a choice runs, for what needs no work of a person; remembers as well. */
export function findWhere(choice: Choice): Promise<Result<Where>> {
  return findPlace(choice, null, { memory: createKeeper() });
}
