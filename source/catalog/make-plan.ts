import leven from 'leven';
import { count } from '../format.ts';
import type { ModelId, Parameters, Plan, RuntimeId } from '../protocol/plan.ts';
import type { ParameterSpec } from '../protocol/workload.ts';
import {
  defaultConcurrency,
  defaultPoolThreads,
  hasPoolBehind,
  laneCard,
  type ModelOf,
  modelCard,
  mostConcurrency,
  refusalOf,
  usesPool,
} from './models.ts';
import { runtimeCard, usualRuntime } from './runtimes/index.ts';
import type { Wish } from './wish.ts';
import type { WorkloadCard } from './workloads.ts';

/** A wish that cannot be met as it was put: one line that says what was wrong and what would be right. */
export class UsageError extends Error {
  override name = 'UsageError';
}

/** What a person chose; everything left out has a default. Values of parameters may still be text. */
export type Choice = {
  runtime?: RuntimeId | undefined;
  model?: string | undefined;
  tasks?: number | undefined;
  concurrency?: number | undefined;
  /** Threads behind the loop of `hybrid`, for a workload with parts. */
  poolThreads?: number | undefined;
  /** The size of libuv's pool in the engine. */
  libuvThreads?: number | undefined;
  timeLimitMs?: number | undefined;
  seed?: number | undefined;
  parameters?: Readonly<Record<string, string | number | boolean>> | undefined;
};

/** What of the machine a plan depends on. */
export type Room = {
  effectiveCores: number;
  availableMemoryBytes: number;
  /** Null: no CPU quota; absent: nobody looked. */
  quotaCores?: number | null;
  /** The size of libuv's pool that the environment asks for; left out: libuv's own. */
  libuvThreads?: number | undefined;
};

/** The task table takes 32 bytes a task in the engine and more in the screen: a million is still comfortable. */
export const mostTasks = 1_000_000;
/** Of the memory that is free, lanes may take this share: the rest of the machine goes on working. */
const memoryShare = 0.8;
const defaultSeed = 1;
/** What libuv itself cuts larger pools to. */
export const mostLibuvThreads = 1024;
/** The size of libuv's pool when nobody says. */
export const defaultLibuvThreads = 4;

/** Turns a choice into a plan that can run. Throws a `UsageError` for anything that cannot. */
export function makePlan(choice: Choice, workload: WorkloadCard, room: Room): Plan {
  const of = modelOf(choice);
  const { runtime, model } = of;
  const wishes = choice.parameters ?? {};
  const refusal = refusalOf(model, workload, wishes);
  if (refusal) throw new UsageError(`${refusal.what} does not run under ${model}: ${refusal.reason}`);

  const tasks = inRange('--tasks', choice.tasks ?? workload.tasks, 1, mostTasks);
  const wished = choice.concurrency ?? defaultConcurrency(of, workload, tasks, room.effectiveCores);
  const most = mostConcurrency(of, workload);
  const concurrency = Math.min(tasks, inRange('--concurrency', wished, 1, most, ` under ${model}`));
  if (usesPool(modelCard(of), workload)) {
    refuseWhatCannotFit('--concurrency', concurrency, laneCard(of).bytes, room);
  }
  const poolThreads = readPoolThreads(choice.poolThreads, of, workload, concurrency, room);

  return {
    runtime,
    model,
    workload: workload.id,
    module: workload.module,
    parameters: readParameters(workload, wishes),
    tasks,
    concurrency,
    poolThreads,
    libuvThreads:
      choice.libuvThreads === undefined
        ? null
        : inRange('--libuv-threads', choice.libuvThreads, 1, mostLibuvThreads),
    timeLimitMs: choice.timeLimitMs ?? null,
    seed: choice.seed ?? defaultSeed,
  };
}

/** The plan for a wish, or in one line why it cannot be met here. */
export function planFor(wish: Wish, workloads: readonly WorkloadCard[], room: Room): Plan | string {
  const card = workloads.find(({ id }) => id === wish.workload);
  if (!card) return `there is no workload ${wish.workload}`;
  try {
    return makePlan(wish, card, room);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

/** The model that a choice means: the usual one of the usual runtime when nobody says. Throws as `findModel` does. */
export function modelOf({ runtime = usualRuntime.id, model }: Pick<Choice, 'runtime' | 'model'>): ModelOf {
  const card = runtimeCard(runtime);
  return { runtime, model: findModel(model ?? card.usual, card) };
}

/** The model of that name or alias in a runtime. Throws a `UsageError` that suggests the nearest. */
export function findModel(name: string, { models } = usualRuntime): ModelId {
  const wanted = name.toLowerCase();
  const found = models.find((model) => model.id === wanted || model.aliases.includes(wanted));
  if (found) return found.id;
  const names = models.flatMap((model) => [model.id, ...model.aliases]);
  throw new UsageError(
    `unknown model "${name}"${suggest(wanted, names)}; models: ${models.map((m) => m.id).join(', ')}`,
  );
}

/** ` (did you mean "x"?)`, or nothing when no name is near. */
export function suggest(wrong: string, names: readonly string[]): string {
  const letters = (word: string) => [...word].sort().join('');
  const nearest = names
    // Letters that changed places are one slip.
    .map((name) => ({ name, slips: letters(name) === letters(wrong) ? 1 : leven(wrong, name) }))
    .sort((a, b) => a.slips - b.slips)[0];
  // Beyond a third of the word it is another word, not a slip.
  if (!nearest || nearest.slips > Math.max(wrong.length < 4 ? 1 : 2, Math.floor(wrong.length / 3))) return '';
  return ` (did you mean "${nearest.name}"?)`;
}

/** `1,000,000`: zeros in a row are hard to count. */
const grouped = (value: number) => (Number.isInteger(value) ? count(value) : String(value));

function inRange(what: string, value: number, min: number, max: number, where = ''): number {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new UsageError(
    `${what} is ${value}; it must be a whole number from ${min} to ${grouped(max)}${where}`,
  );
}

/** How many threads are kept for the parts of the workload; null where there are none to be kept. */
function readPoolThreads(
  wished: number | undefined,
  of: ModelOf,
  workload: WorkloadCard,
  concurrency: number,
  room: Room,
): number | null {
  if (!hasPoolBehind(modelCard(of), workload)) {
    if (wished === undefined) return null;
    throw new UsageError('--pool is for hybrid with a workload that has parts');
  }
  const { most, bytes } = laneCard(of);
  const wanted = wished ?? defaultPoolThreads(of, workload, concurrency, room.effectiveCores);
  const threads = inRange('--pool', wanted, 1, most);
  refuseWhatCannotFit('--pool', threads, bytes, room);
  return threads;
}

function refuseWhatCannotFit(what: string, lanes: number, laneBytes: number, room: Room): void {
  const fitting = Math.floor((room.availableMemoryBytes * memoryShare) / laneBytes);
  if (lanes <= fitting) return;
  const needed = ((lanes * laneBytes) / 1e9).toFixed(1);
  const free = (room.availableMemoryBytes / 1e9).toFixed(1);
  throw new UsageError(
    `${what} ${lanes} would take about ${needed} GB and ${free} GB are free; at most ${fitting} fit safely`,
  );
}

/** Fills in defaults and checks every value. Throws a `UsageError` naming the parameter. */
export function readParameters(workload: WorkloadCard, given: Readonly<Record<string, unknown>>): Parameters {
  const names = Object.keys(workload.parameters);
  for (const name of Object.keys(given)) {
    if (names.includes(name)) continue;
    const known = names.length === 0 ? 'it has none' : `its parameters: ${names.join(', ')}`;
    throw new UsageError(`${workload.id} has no parameter "${name}"${suggest(name, names)}; ${known}`);
  }
  const values: Parameters = {};
  for (const [name, spec] of Object.entries(workload.parameters)) {
    values[name] = readParameter(name, spec, given[name] ?? spec.default);
  }
  return values;
}

/** One value, from text or as it is. Throws a `UsageError` that says what would be right. */
export function readParameter(name: string, spec: ParameterSpec, value: unknown): number | string {
  if (spec.type === 'choice') {
    if (spec.choices.includes(String(value))) return String(value);
    throw new UsageError(
      `${name} is "${value}"${suggest(String(value), spec.choices)}; it must be one of: ${spec.choices.join(', ')}`,
    );
  }
  const text = String(value).trim();
  // `Number` makes a figure of nothing and of yes or no, too.
  const number = text === '' ? Number.NaN : Number(text);
  if (number >= spec.min && number <= spec.max && (!spec.integer || Number.isInteger(number))) return number;
  const whole = spec.integer ? 'a whole number' : 'a number';
  const unit = spec.unit === '' ? '' : ` ${spec.unit}`;
  throw new UsageError(
    `${name} is "${value}"; it must be ${whole} from ${spec.min} to ${grouped(spec.max)}${unit}`,
  );
}
