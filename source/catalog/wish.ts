import type { Inputs, Interpreter, Plan, RuntimeId, StartMethod } from '../protocol/plan.ts';
import { wordOf } from './module-word.ts';
import { names } from './refusal.ts';
import { usualRuntime } from './runtimes/index.ts';

/** What a person chose; everything left out has a default. Values of parameters may still be text. */
export type Choice = {
  runtime?: RuntimeId | undefined;
  /** The program that runs it, where the runtime is not Heddle's own; has been found to be there. */
  interpreter?: Interpreter | undefined;
  model?: string | undefined;
  tasks?: number | undefined;
  /** What tasks of a function of one's own are given. */
  inputs?: Inputs | undefined;
  concurrency?: number | undefined;
  /** Threads behind the loop of `hybrid`, for a workload with parts. */
  poolThreads?: number | undefined;
  /** Processes behind that loop, where the runtime has them. */
  poolProcesses?: number | undefined;
  /** What was typed to name the interpreter: a path, a command, a version. */
  python?: string | undefined;
  /** How processes of a pool are started. */
  startMethod?: StartMethod | undefined;
  /** The size of libuv's pool in the engine. */
  libuvThreads?: number | undefined;
  timeLimitMs?: number | undefined;
  /** Tasks fall due at this rate, as requests come to a server; without it all of them are due at once. */
  ratePerSecond?: number | undefined;
  seed?: number | undefined;
  parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
};

/** A run as a person would ask for it: what is left out has its default. */
export type Wish = Choice & { readonly workload: string };

/** The wish that a plan fulfils, with every number said. */
export function wishOf({
  workload,
  poolThreads,
  poolProcesses,
  startMethod,
  libuvThreads,
  ...plan
}: Plan): Wish {
  const { runtime, model, tasks, inputs, concurrency, ratePerSecond, parameters, seed } = plan;
  return {
    workload: wordOf(plan) ?? workload,
    runtime,
    interpreter: plan.interpreter ?? undefined,
    model,
    tasks,
    inputs: inputs ?? undefined,
    concurrency,
    poolThreads: poolThreads ?? undefined,
    poolProcesses: poolProcesses ?? undefined,
    startMethod: startMethod ?? undefined,
    libuvThreads: libuvThreads ?? undefined,
    ratePerSecond: ratePerSecond ?? undefined,
    seed,
    parameters,
  };
}

/** The words on the command line that ask for that run: `heddle run wait --model async --tasks 10000`. */
export function runCommand(wish: Wish): string {
  return ['heddle run', ...argumentsOf(wish)].join(' ');
}

/** The words that compare that work under some models, or under all of them. */
export function compareCommand(wish: Wish, models: readonly string[] | null): string {
  const { model: _, ...work } = wish;
  const [workload, ...rest] = argumentsOf(work);
  const chosen = models === null ? [] : [`--models ${models.join(',')}`];
  return ['heddle compare', workload, ...chosen, ...rest].join(' ');
}

/** The words that measure that work to find its model. */
export function measureCommand({ model: _, concurrency: __, ...work }: Wish): string {
  return ['heddle decide', ...argumentsOf(work)].join(' ');
}

/** The words that ask the guide, for a workload or a file or for none, with answers such as `cpu=yes`. */
export function decideCommand(workload: string | null, answers: readonly string[]): string {
  const work = workload === null ? [] : [quoted(workload)];
  return ['heddle decide', ...work, ...answers.map((answer) => `--answer ${quoted(answer)}`)].join(' ');
}

function argumentsOf(wish: Wish): string[] {
  const { ratePerSecond } = wish;
  const flags: [string, string | number | undefined][] = [
    ...runtimeFlags(wish),
    ['--model', wish.model],
    [names.tasks.flag, wish.tasks],
    [names.inputs.flag, wish.inputs && quoted(pathOf(wish.inputs))],
    [names.concurrency.flag, wish.concurrency],
    [names.poolThreads.flag, wish.poolThreads],
    [names.poolProcesses.flag, wish.poolProcesses],
    [names.startMethod.flag, wish.startMethod],
    [names.libuvThreads.flag, wish.libuvThreads],
    [names.ratePerSecond.flag, ratePerSecond === undefined ? undefined : `${ratePerSecond}/s`],
    ['--seed', wish.seed],
  ];
  return [
    quoted(wish.workload),
    ...flags.flatMap(([flag, value]) => (value === undefined ? [] : [`${flag} ${value}`])),
    ...Object.entries(wish.parameters ?? {}).map(([name, value]) => `--set ${quoted(`${name}=${value}`)}`),
  ];
}

/** The runtime is said where the workload does not tell it, and which interpreter where one was found. */
function runtimeFlags({ runtime, interpreter, workload }: Wish): [string, string | undefined][] {
  const isSaid = runtime !== undefined && runtime !== usualRuntime.id && !/\.py(#|$)/.test(workload);
  return [
    [names.runtime.flag, isSaid ? runtime : undefined],
    [names.python.flag, interpreter?.asked ? quoted(interpreter.asked) : undefined],
  ];
}

/** What one types for inputs: the file that holds them, or the pattern of the files. */
function pathOf({ path, pattern }: Inputs): string {
  return pattern === null ? path : `${path}/${pattern}`;
}

/** A word as a shell takes it for one. */
export const quoted = (word: string) =>
  /^[\w@%+=:,./-][\w@%+=:,./#-]*$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
