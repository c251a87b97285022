import type { Wish } from '../../catalog/wish.ts';
import type { ModelId } from '../../protocol/plan.ts';

/**
 * The runs that claims share. Each is as small as its point allows, and claims that ask for the same run get the same
 * one: equal wishes are run once.
 */

/** A run that has not ended by now never will, or has found a machine that cannot hold it. */
const timeLimitMs = 60_000;

/** Long against the few milliseconds a timer may be late, short to sit through. */
export const waitMs = 400;
/** A tenth of a second of computing a task on a slow core: long against handing it out. */
const numbers = 100_000_000;
const computingTasks = 8;

export function waiting(model: ModelId, tasks: number, ms: number = waitMs): Wish {
  return {
    workload: 'wait',
    model,
    tasks,
    concurrency: model === 'sequential' ? 1 : tasks,
    parameters: { ms },
    timeLimitMs,
  };
}

/** `lanes` left out: as many as there are cores. */
export function computing(model: ModelId, lanes?: number): Wish {
  return {
    workload: 'compute',
    model,
    tasks: lanes === undefined ? computingTasks : Math.max(computingTasks, lanes),
    ...(lanes === undefined ? {} : { concurrency: lanes }),
    parameters: { numbers },
    timeLimitMs,
  };
}

/** Two tasks on one loop that call something which takes a while. */
export function onTheLoop(how: 'blocking' | 'cooperative' | 'offloaded'): Wish {
  return {
    workload: 'blocked-loop',
    model: how === 'offloaded' ? 'hybrid' : 'async',
    tasks: 2,
    parameters: { how, ms: waitMs },
    timeLimitMs,
  };
}
