import * as v from 'valibot';

/** Runtimes that have, or are to have, an engine. */
export const runtimeIds = ['node', 'python'] as const;
export type RuntimeId = (typeof runtimeIds)[number];

/** The concurrency models, in the order in which they are shown. */
export const modelIds = ['sequential', 'async', 'threads', 'processes', 'hybrid'] as const;
export type ModelId = (typeof modelIds)[number];

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
  model: v.picklist(modelIds),
  /** The id of a built-in workload, or the name of a user's module. */
  workload: v.string(),
  /** Absolute path of the user's module; null for a built-in workload. */
  module: v.nullable(v.string()),
  /** The named export of the module that is run; null for its default export. */
  export: v.nullable(v.string()),
  inputs: v.nullable(inputsSchema),
  parameters: v.record(v.string(), parameterValueSchema),
  /** How many tasks there are. */
  tasks: count,
  /** How many of them may run at once: promises on the loop, threads, or processes, as the model has it. */
  concurrency: count,
  /** How many threads `hybrid` keeps behind its loop for the parts of a workload; null where it has none. */
  poolThreads: v.nullable(count),
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
