import type { Wish } from '../catalog/wish.ts';
import type { ModelId, RuntimeId, StartMethod } from '../protocol/plan.ts';

/**
 * The runs that claims share, in each runtime. Each is as small as its point allows, and claims that ask for the same
 * run get the same one: equal wishes are run once.
 */

/** A run that has not ended by now never will, or has found a machine that cannot hold it. */
const timeLimitMs = 60_000;

/** Long against the few milliseconds a timer may be late, short to sit through. */
const waitMs = 400;
const computingTasks = 8;

/** How two tasks count in the same memory: a step apart, in one operator, with another task let in between, or guarded. */
export type Racing = 'apart' | 'operator' | 'let-in' | 'locked';

/** What the runtimes have of their own behind the same runs. */
type Dialect = {
  /** A tenth to a fifth of a second of computing a task on a slow core: long against handing it out. */
  readonly numbers: number;
  /** The choices of the workload `race`. */
  readonly race: Readonly<Record<Racing, string>>;
  /** By threads without and with the lock. */
  readonly updates: { readonly threads: number; readonly locked: number };
  /** How a call is made beside the loop, and what is returned that cannot cross. */
  readonly offloaded: string;
  readonly uncrossable: string;
  readonly handle: string;
  readonly handOver: Readonly<Record<'copied' | 'shared' | 'block', string>>;
  /** Tasks that only hold what a task takes: enough of them for one more to be told from the noise. */
  readonly held: Readonly<Partial<Record<ModelId, number>>>;
};

/** Tasks of a loop, and processes, are much alike in every runtime: as many show what one takes. */
const heldAnywhere = { async: 20_000, processes: 8 };
/** On a loop every update waits for its turn. */
const updatesOnLoop = 20_000;

const dialects: Readonly<Record<RuntimeId, Dialect>> = {
  node: {
    numbers: 100_000_000,
    race: { apart: 'unlocked', operator: 'increment', 'let-in': 'unlocked', locked: 'mutex' },
    // Some tens of milliseconds without a lock: on a busy machine, too, both threads are at it at the same time. With a
    // lock an update takes some twenty times as long.
    updates: { threads: 20_000_000, locked: 2_000_000 },
    offloaded: 'offloaded',
    uncrossable: 'uncloneable',
    handle: 'socket',
    handOver: { copied: 'clone', shared: 'shared', block: 'shared' },
    held: { ...heldAnywhere, threads: 16 },
  },
  python: {
    numbers: 2_000_000,
    race: { apart: 'call', operator: 'plain', 'let-in': 'every-time', locked: 'lock' },
    // Threads take turns of 5 ms: below some 200,000 updates none may fall into another's.
    updates: { threads: 2_000_000, locked: 1_000_000 },
    offloaded: 'executor',
    uncrossable: 'unpicklable',
    handle: 'file',
    // Threads share all objects: there the same payload is neither pickled nor copied.
    handOver: { copied: 'pickle', shared: 'pickle', block: 'shared_memory' },
    held: { ...heldAnywhere, threads: 256 },
  },
};

/** So few that one task is done before the other comes by, nearly always. */
export const fewUpdates = 3;

/** A rung that takes longer than this to start and to wait is beyond what is practical, by far. */
const rungLimitMs = 30_000;

/** As many lanes as nearly every machine has cores: more would wait for each other, and hide what others take. */
const queryingLanes = 2;
const pooled: readonly ModelId[] = ['threads', 'processes', 'hybrid'];

/** The runs in one runtime. */
export type Wishes = ReturnType<typeof wishesIn>;

/** The runs that claims share, in that runtime. */
export function wishesIn(runtime: RuntimeId) {
  const dialect = dialects[runtime];
  const usual = runtime === 'node' ? {} : { runtime };
  const wish = (workload: string, model: ModelId, rest: Omit<Wish, 'workload' | 'model'>): Wish => ({
    workload,
    ...usual,
    model,
    timeLimitMs,
    ...rest,
  });
  const waiting = (model: ModelId, tasks: number, ms: number = waitMs): Wish =>
    wish('wait', model, {
      tasks,
      concurrency: model === 'sequential' ? 1 : tasks,
      parameters: { ms },
    });
  /** `lanes` left out: as many as there are cores. */
  const computing = (model: ModelId, lanes?: number): Wish =>
    wish('compute', model, {
      tasks: lanes === undefined ? computingTasks : Math.max(computingTasks, lanes),
      ...(lanes === undefined ? {} : { concurrency: lanes }),
      parameters: { numbers: dialect.numbers },
    });
  /** Native work: it needs the interpreter for a moment only. */
  const hashing = (model: ModelId): Wish =>
    wish('hash', model, { tasks: 8, parameters: { what: 'pbkdf2', iterations: 200_000 } });

  return {
    runtime,
    waiting,

    computing,
    /** Two tasks on one loop that call something which takes a while. */
    onTheLoop: (how: 'blocking' | 'cooperative' | 'offloaded'): Wish =>
      wish('blocked-loop', how === 'offloaded' ? 'hybrid' : 'async', {
        tasks: 2,
        parameters: { how: how === 'offloaded' ? dialect.offloaded : how, ms: waitMs },
      }),

    /** Two tasks that count in the same memory. `seed` tells two runs of the same race apart. */
    racing: (
      model: 'threads' | 'async',
      how: Racing,
      { updates, seed = 1 }: { updates?: number; seed?: number } = {},
    ): Wish => {
      const usualUpdates =
        model === 'async' ? updatesOnLoop : dialect.updates[how === 'locked' ? 'locked' : 'threads'];
      return wish('race', model, {
        tasks: 2,
        concurrency: 2,
        parameters: { how: dialect.race[how], updates: updates ?? usualUpdates },
        seed,
      });
    },

    /** Connections to a server that answers late, all open at once. */
    connecting: (connections: number): Wish =>
      wish('connections', 'async', {
        tasks: connections,
        concurrency: connections,
        parameters: { ms: 2000 },
      }),

    /** Short waits, many: what a pool must take in turns, and a loop takes all at once. */
    manyWaits: (model: 'async' | 'threads'): Wish =>
      wish('wait', model, { tasks: 1000, parameters: { ms: 25 } }),

    /** More and more tasks at once that do nothing but wait, two seconds each. */
    ladder: (model: ModelId, rungs: readonly number[]): readonly Wish[] =>
      rungs.map((tasks) => ({ ...waiting(model, tasks, 2000), timeLimitMs: rungLimitMs })),

    hashing,
    /** What an async program computes: in Node.js its natives leave the loop by themselves, in Python nothing does. */
    onOneThread: (): Wish => (runtime === 'node' ? hashing('async') : computing('async')),

    /** Heavy work behind a loop, which other cores could do; under `async` the loop does it itself. */
    heavyWork: (model: 'async' | 'hybrid'): Wish =>
      runtime === 'node'
        ? computing(model)
        : // Its parts go to processes. Requests come faster than one core can answer them.
          wish('server', model, {
            tasks: 80,
            poolProcesses: model === 'hybrid' ? 2 : undefined,
            parameters: { rate: 80, light: 0, waitMs: 0, rows: 100, pixels: 60 },
          }),

    /** The workload holds them long enough for two looks at the memory. `startMethod`: of processes. */
    holding: (model: ModelId, startMethod?: StartMethod): Wish => {
      const tasks = dialect.held[model] ?? 1;
      return wish('memory', model, {
        tasks,
        concurrency: tasks,
        ...(startMethod === undefined ? {} : { startMethod }),
      });
    },

    /** Calls that block, in the executor that a loop has when nobody gives it one: many more than its threads. */
    inDefaultExecutor: (): Wish =>
      wish('blocked-loop', 'async', { tasks: 72, parameters: { how: 'executor', ms: 100 } }),

    /** The same bytes hashed as a whole, or in pieces of a kilobyte. */
    hashingPieces: (model: ModelId, size: 'large' | 'small'): Wish =>
      wish('hash', model, {
        tasks: 8,
        parameters: { what: size === 'large' ? 'sha256' : 'sha256-small', kilobytes: 4096, calls: 20 },
      }),

    /** Processes that have little to do once they are there. */
    starting: (startMethod: StartMethod): Wish => ({ ...waiting('processes', 8, 100), startMethod }),

    /** A library without an async client, asked a real question over and over. */
    querying: (model: ModelId): Wish =>
      wish('queries', model, {
        ...(pooled.includes(model) ? { concurrency: queryingLanes } : {}),
        tasks: 100,
        parameters: { queries: 5, rows: 20_000 },
      }),

    /** One task that returns something which may not leave its thread or process. */
    returning: (model: ModelId, what: 'function' | 'handle'): Wish =>
      wish(dialect.uncrossable, model, {
        tasks: 1,
        parameters: { what: what === 'handle' ? dialect.handle : what, ms: 10 },
      }),

    /** Payloads of some megabytes: what it takes to hand them over is far more than a message. */
    handingOver: (model: ModelId, how: 'copied' | 'shared' | 'block'): Wish =>
      wish('transfer', model, {
        tasks: 16,
        parameters: { how: dialect.handOver[how], kilobytes: 8192 },
      }),

    /** What the standard library's own pools and threads do. */
    trying: (what: 'crash' | 'chunks' | 'convoy'): Wish =>
      wish('pools', 'sequential', { tasks: 1, parameters: { what } }),

    /** A server whose requests wait, block and compute, for two and a half seconds of load. */
    serving: (model: ModelId): Wish => wish('server', model, { tasks: 400 }),
  };
}

/** The same check in every runtime. */
export function everywhere<T>(build: (ask: Wishes) => T): Readonly<Record<RuntimeId, T>> {
  return { node: build(wishesIn('node')), python: build(wishesIn('python')) };
}
