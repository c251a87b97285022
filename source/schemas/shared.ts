import * as v from 'valibot';
import { inputKinds, locks, modelIds, runtimeIds, startMethods } from '../protocol/plan.ts';
import {
  amount,
  count,
  described,
  flag,
  group,
  list,
  literal,
  maybe,
  maybeAmount,
  maybeText,
  measured,
  number,
  oneOf,
  optional,
  parameterValue,
  record,
  text,
} from './describe.ts';

/** What several documents have in common. */

export const schemaVersion = literal(
  1,
  'The version of this kind of document. Within version 1 fields are only added; none is removed, renamed or given another meaning.',
);
export const heddleVersion = text('The version of Heddle that wrote this: 0.1.0.');

export const model = v.picklist(modelIds);
export const runtime = v.picklist(runtimeIds);

const runtimeVersionEntries = {
  runtime: described(runtime, 'The runtime that ran the tasks.'),
  version: text('Its version: 24.21.0.'),
};
/** What ran the tasks; the description says when it is null. */
export const engineVersion = (whenNull: string) =>
  maybe(v.object(runtimeVersionEntries), `What ran the tasks. Null: ${whenNull}`);

/** The machine a document was made on. */
export const machine = group(
  {
    cpu: text('The processor, as it names itself.'),
    cores: count('Logical processors of the machine, also those that this process may not use.'),
    physicalCores: measured('Cores without their hyper-threads.'),
    memoryBytes: count('Main memory of the machine, in bytes.'),
    os: text('Operating system, its release and the architecture.'),
    virtual: maybeText(
      'The hypervisor, or yes where it does not say which. Null: not a virtual machine, or not known.',
    ),
  },
  'The machine it ran on.',
);

/** A figure of the workload's own, or one that only a runtime has. */
export const figureEntries = {
  name: text('Its stable name; the unit ends it.'),
  title: text('The same for people.'),
  value: measured('Its value.'),
  unit: text('Its unit: ms, B, ratio (0 to 1), or what is counted.'),
};

const inputsEntries = {
  kind: oneOf(
    inputKinds,
    'lines: each line of a file. json-lines: the value in each line. json: the items of an array. files: absolute paths.',
  ),
  path: text('Absolute path of the file that holds them; for files, the folder that the pattern begins in.'),
  pattern: maybeText('Which files they are. Null: one file holds the inputs.'),
  count: amount('How many inputs there are.'),
};

/** A program that runs work, where that is not Heddle's own Node.js. */
export const interpreterEntries = {
  path: text('The program, as it is started.'),
  version: text('Its version: 3.11.7.'),
  lock: oneOf(locks, 'shared: its threads share one lock (the GIL). none: a build without it.'),
  asked: maybeText('What --python said. Null: it was found.'),
};

/** What a run was to do, as every document has it. */
export const planEntries = {
  runtime: described(runtime, 'The runtime that runs the tasks.'),
  interpreter: maybe(v.object(interpreterEntries), "The program that runs them. Null: Heddle's own Node.js."),
  model: described(model, 'The concurrency model.'),
  workload: text('The id of the built-in workload, or the name of your module.'),
  tasks: amount('How many tasks the run has.'),
  concurrency: amount('How many tasks may run at once: promises, threads or processes, as the model has it.'),
  poolThreads: maybeAmount(
    'Threads behind the loop of hybrid, for the parts of the workload. Null: the run has no such pool.',
  ),
  poolProcesses: maybeAmount(
    'Processes behind the loop of hybrid, for parts that compute. Null: the run has none.',
  ),
  startMethod: maybe(v.picklist(startMethods), 'How processes were started. Null: as the runtime does it.'),
  libuvThreads: maybeAmount(
    "The size of libuv's pool that was asked for. Null: as UV_THREADPOOL_SIZE says, else 4.",
  ),
  parameters: record(parameterValue, 'The parameters of the workload, by name.'),
  inputs: maybe(
    v.object(inputsEntries),
    'What --inputs named: task i gets input i, and they repeat. Null: tasks have no inputs.',
  ),
  ratePerSecond: measured(
    'Tasks that fall due per second, at random moments as requests come to a server. Null: all of them were due at once.',
  ),
};

/** What the check of a workload says of its results. */
export const checkEntries = {
  ok: flag('Whether the results are what they should be.'),
  expected: text('What the results should be, in words.'),
  got: text('What they are, in words.'),
  figures: list(v.object(figureEntries), "The workload's own figures."),
};

/** What the main thread did while tasks ran. */
export const profileEntries = {
  samples: count('Looks at the thread, at most about one per millisecond.'),
  activeRatio: measured(
    'The share of the time in which it did something, 0 to 1, waiting inside of a call included.',
  ),
  jsRatio: measured(
    'The share of that in JavaScript, 0 to 1. What V8 does inside of it, JSON.parse or a regular expression, counts.',
  ),
  nativeRatio: measured('The share of that in native code that JavaScript called: a hash, a database.'),
  collectorRatio: measured('The share of that in the garbage collector.'),
  hottest: maybe(
    v.object({
      name: text('The name of the function.'),
      file: text('The path of its file.'),
      line: count('The line where it begins.'),
      ratio: number('The share of that in it, or in native code that it called, 0 to 1.'),
    }),
    'The function of your code, or of a package, in which the thread was found most often. Null: none was.',
  ),
  overheadMs: measured(
    "Processor time of Heddle's own threads in that process, in milliseconds. Null: it has none (Node.js).",
  ),
};

/** A run as one would ask for it on the command line. */
export const wishEntries = {
  workload: text('The id of a workload, or the path of your module.'),
  runtime: optional(runtime, 'The runtime. Left out: node.'),
  python: optional(v.string(), 'Which Python, as --python takes it. Left out: the first one that is found.'),
  interpreter: optional(
    v.object(interpreterEntries),
    'The program that runs it. Left out: the one that is found first.',
  ),
  model: optional(v.string(), 'The concurrency model. Left out: async.'),
  tasks: optional(v.number(), 'How many tasks. Left out: as many as the workload says.'),
  inputs: optional(v.object(inputsEntries), 'The inputs of tasks. Left out: none.'),
  concurrency: optional(v.number(), 'Tasks at once. Left out: what suits the model and the machine.'),
  poolThreads: optional(v.number(), 'Threads behind the loop of hybrid. Left out: what suits the machine.'),
  poolProcesses: optional(
    v.number(),
    'Processes behind the loop of hybrid. Left out: what suits the machine.',
  ),
  startMethod: optional(
    v.picklist(startMethods),
    'How processes are started. Left out: as the runtime does it.',
  ),
  libuvThreads: optional(v.number(), "Size of libuv's pool. Left out: as UV_THREADPOOL_SIZE says, else 4."),
  timeLimitMs: optional(v.number(), 'The run is cancelled after this many milliseconds. Left out: never.'),
  ratePerSecond: optional(
    v.number(),
    'Tasks fall due at this rate, at random moments. Left out: all are due at once.',
  ),
  seed: optional(v.number(), 'The seed of workloads that use chance. Left out: 1.'),
  parameters: optional(
    v.record(v.string(), parameterValue),
    'Parameters of the workload, by name. Left out: their defaults.',
  ),
};
