import type { Wish } from '../catalog/wish.ts';
import type { ModelId } from '../protocol/plan.ts';

/**
 * The runs that claims share. Each is as small as its point allows, and claims that ask for the same run get the same
 * one: equal wishes are run once.
 */

/** A run that has not ended by now never will, or has found a machine that cannot hold it. */
const timeLimitMs = 60_000;

/** Long against the few milliseconds a timer may be late, short to sit through. */
const waitMs = 400;
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

/** Some tens of milliseconds without a lock: on a busy machine, too, both threads are at it at the same time. */
const manyUpdates = 20_000_000;
/** With a lock an update takes some twenty times as long. */
const lockedUpdates = 2_000_000;
/** Every one of them waits for its turn on the loop. */
const loopUpdates = 20_000;
/** So few that one task is done before the other comes by, nearly always. */
export const fewUpdates = 3;

/** Two tasks that count in the same memory. `seed` tells two runs of the same race apart. */
export function racing(
  model: 'threads' | 'async',
  how: 'unlocked' | 'increment' | 'mutex' | 'atomics',
  { updates = updatesFor(model, how), seed = 1 } = {},
): Wish {
  return {
    workload: 'race',
    model,
    tasks: 2,
    concurrency: 2,
    parameters: { how, updates },
    seed,
    timeLimitMs,
  };
}

function updatesFor(model: 'threads' | 'async', how: string): number {
  if (model === 'async') return loopUpdates;
  return how === 'mutex' || how === 'atomics' ? lockedUpdates : manyUpdates;
}

/** Connections to a server that answers late, all open at once. */
export function connecting(connections: number): Wish {
  return {
    workload: 'connections',
    model: 'async',
    tasks: connections,
    concurrency: connections,
    parameters: { ms: 2000 },
    timeLimitMs,
  };
}

/** Short waits, many: what a pool must take in turns, and a loop takes all at once. */
export function manyWaits(model: 'async' | 'threads'): Wish {
  return { workload: 'wait', model, tasks: 1000, parameters: { ms: 25 }, timeLimitMs };
}

/** A rung that takes longer than this to start and to wait is beyond what is practical, by far. */
const rungLimitMs = 30_000;

/** More and more tasks at once that do nothing but wait, two seconds each. */
export function ladder(model: ModelId, rungs: readonly number[]): readonly Wish[] {
  return rungs.map((tasks) => ({ ...waiting(model, tasks, 2000), timeLimitMs: rungLimitMs }));
}

/** Native work: from a loop it leaves the interpreter and runs on the threads of libuv. */
export function hashing(model: ModelId): Wish {
  return {
    workload: 'hash',
    model,
    tasks: 8,
    parameters: { what: 'pbkdf2', iterations: 200_000 },
    timeLimitMs,
  };
}

/** Tasks that only hold what a task takes: enough of them for one more to be told from the noise. */
const heldTasks: Readonly<Partial<Record<ModelId, number>>> = { async: 20_000, threads: 16, processes: 8 };

/** The workload holds them long enough for two looks at the memory. */
export function holding(model: ModelId): Wish {
  const tasks = heldTasks[model] ?? 1;
  return { workload: 'memory', model, tasks, concurrency: tasks, timeLimitMs };
}

/** As many lanes as nearly every machine has cores: more would wait for each other, and hide what others take. */
const queryingLanes = 2;
const pooled: readonly ModelId[] = ['threads', 'processes', 'hybrid'];

/** A library without an async client, asked a real question over and over. */
export function querying(model: ModelId): Wish {
  return {
    ...(pooled.includes(model) ? { concurrency: queryingLanes } : {}),
    workload: 'queries',
    model,
    tasks: 100,
    parameters: { queries: 5, rows: 20_000 },
    timeLimitMs,
  };
}

/** One task that returns something which may not leave its thread or process. */
export function returning(model: ModelId, what: 'function' | 'socket'): Wish {
  return { workload: 'uncloneable', model, tasks: 1, parameters: { what, ms: 10 }, timeLimitMs };
}

/** Payloads of some megabytes: what it takes to hand them over is far more than a message. */
export function handingOver(model: ModelId, how: 'clone' | 'shared'): Wish {
  return { workload: 'transfer', model, tasks: 16, parameters: { how, kilobytes: 8192 }, timeLimitMs };
}

/** A server whose requests wait, block and compute, for two and a half seconds of load. */
export function serving(model: ModelId): Wish {
  return { workload: 'server', model, tasks: 400, timeLimitMs };
}
