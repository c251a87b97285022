import * as v from 'valibot';

/** Runtimes that have, or are to have, an engine. */
export const runtimeIds = ['node', 'python'] as const;
export type RuntimeId = (typeof runtimeIds)[number];

/** The concurrency models, in the order in which they are shown. A runtime has some of them. */
export const modelIds = ['sequential', 'async', 'threads', 'processes', 'hybrid', 'interpreters'] as const;
export type ModelId = (typeof modelIds)[number];

/** How CPython starts a process: as a copy of this one, anew, or as a copy of a server that has loaded little. */
export const startMethods = ['fork', 'spawn', 'forkserver'] as const;
export type StartMethod = (typeof startMethods)[number];

/** Whether the threads of a runtime share one lock, which each needs in order to run code of its language. */
export const locks = ['shared', 'none'] as const;

/** A program that runs the work, where the runtime is not Heddle's own. */
export const interpreterSchema = v.object({
  /** As it is started: of a virtual environment its own link, which knows the packages. */
  path: v.string(),
  /** `3.11.7` */
  version: v.string(),
  lock: v.picklist(locks),
  /** What a person typed to name it; null: it was found. */
  asked: v.nullable(v.string()),
});
export type Interpreter = v.InferOutput<typeof interpreterSchema>;

const parameterValueSchema = v.union([v.number(), v.string(), v.boolean()]);
export type ParameterValue = v.InferOutput<typeof parameterValueSchema>;
export type Parameters = Record<string, ParameterValue>;

/** What libuv itself cuts larger pools to. */
export const mostLibuvThreads = 1024;

const count = v.pipe(v.number(), v.integer(), v.minValue(1));

/** How a file holds the inputs of tasks, or that each input is the path of a file. */
export const inputKinds = ['lines', 'json-lines', 'json', 'files'] as const;

/** The inputs of tasks: task i gets item i % count. Each lane reads them by itself, so they are named, not carried. */
const inputsSchema = v.object({
  kind: v.picklist(inputKinds),
  /** Absolute path of the file that holds them; for `files` the folder that the pattern begins in. */
  path: v.string(),
  /** Which files they are; null where one file holds them. */
  pattern: v.nullable(v.string()),
  /** How many there were when the run was planned. */
  count,
});
export type Inputs = v.InferOutput<typeof inputsSchema>;

/** Everything an engine needs to know in order to run; two equal plans do the same work. */
export const planSchema = v.object({
  runtime: v.picklist(runtimeIds),
  /** Null: the runtime that Heddle itself runs on. */
  interpreter: v.nullable(interpreterSchema),
  model: v.picklist(modelIds),
  /** The id of a built-in workload, or the name of a user's module. */
  workload: v.string(),
  /** Absolute path of the user's module; null for a built-in workload. */
  module: v.nullable(v.string()),
  /** The named function of the module that is run; null for its default. */
  export: v.nullable(v.string()),
  inputs: v.nullable(inputsSchema),
  parameters: v.record(v.string(), parameterValueSchema),
  /** How many tasks there are. */
  tasks: count,
  /** How many of them may run at once: promises on the loop, threads, or processes, as the model has it. */
  concurrency: count,
  /** How many threads `hybrid` keeps behind its loop for the parts of a workload; null where it has none. */
  poolThreads: v.nullable(count),
  /** How many processes it keeps there, for parts that compute; null where it has none. */
  poolProcesses: v.nullable(count),
  /** How processes of a pool are started, where the runtime has several ways; null for its usual one. */
  startMethod: v.nullable(v.picklist(startMethods)),
  /** Size of libuv's own pool (UV_THREADPOOL_SIZE) in the engine; null for what it is without being told. */
  libuvThreads: v.nullable(v.pipe(count, v.maxValue(mostLibuvThreads))),
  /** The run is cancelled after this long; null for no limit. */
  timeLimitMs: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /**
   * No task starts once the tasks' time has lasted this long; those under way end, the others stay waiting, and the run
   * counts as completed. Null: all tasks are started.
   */
  stopAfterMs: v.nullable(v.pipe(v.number(), v.minValue(1))),
  /** The results of this many tasks, the first by their numbers, are told with digests, to be compared with others'. */
  digests: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /**
   * Tasks fall due at this rate, at moments of a Poisson process that the seed decides, as requests come to a server;
   * null: all of them are due at once.
   */
  ratePerSecond: v.nullable(v.pipe(v.number(), v.gtValue(0))),
  /** The engine's main thread is profiled while tasks run. */
  profile: v.boolean(),
  seed: v.pipe(v.number(), v.integer()),
});
export type Plan = v.InferOutput<typeof planSchema>;
