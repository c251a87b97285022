import type { Wish } from '../../../catalog/wish.ts';
import type { LanesOf } from '../../../comparison/plan-comparison.ts';
import type { ScreenServices } from '../services.ts';

/** The work alone. */
export function withoutModel({ model: _, ...work }: Wish): Wish {
  return work;
}

/**
 * What is chosen in the lab, less what was chosen for its model alone: "at once" counts threads under one and promises
 * under another.
 */
export function chosenWork(services: Pick<ScreenServices, 'chosen'>): Wish {
  const {
    concurrency: _,
    poolThreads: __,
    poolProcesses: ___,
    startMethod: ____,
    ...work
  } = withoutModel(services.chosen());
  return work;
}

/** Whether two wishes are for the same work, whatever its model. */
export function sameWork(a: Wish, b: Wish): boolean {
  return JSON.stringify(withoutModel(a)) === JSON.stringify(withoutModel(b));
}

export const sameLanes = (a: LanesOf, b: LanesOf) => JSON.stringify(a) === JSON.stringify(b);
