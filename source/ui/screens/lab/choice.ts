import { modelOrUsual } from '../../../catalog/find-model.ts';
import { defaultLibuvThreads, draftPlan, makePlan } from '../../../catalog/make-plan.ts';
import {
  defaultConcurrency,
  isSerial,
  type ModelOf,
  modelCard,
  ownProcesses,
  usesPool,
} from '../../../catalog/models.ts';
import { wordOf } from '../../../catalog/module-word.ts';
import { hasPoolOf as hasPool, poolBehind } from '../../../catalog/pools.ts';
import { hasOwnRate, usualTasks } from '../../../catalog/rate.ts';
import { names, onScreen, type Field as Place, type Result } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { runtimeCard } from '../../../catalog/runtimes/index.ts';
import { oldestPython, usualStartMethod } from '../../../catalog/runtimes/python-version.ts';
import type { Choice } from '../../../catalog/wish.ts';
import { type WorkloadCard, workloadsIn } from '../../../catalog/workloads.ts';
import {
  type Inputs,
  type Interpreter,
  type ModelId,
  type Plan,
  type RuntimeId,
  startMethods,
} from '../../../protocol/plan.ts';
import { type Field, parameterField, rateField } from '../shared/fields.ts';

/**
 * What a person chose. Numbers stay as they were typed, right or wrong, for each workload apart: going to another
 * workload and back loses nothing. A field that nobody touched is absent and has its default.
 */
export type Chosen = {
  readonly runtime: RuntimeId;
  /** Null: the usual one. It stays chosen while another runtime is. */
  readonly interpreter: Interpreter | null;
  readonly model: ModelId;
  readonly workload: string;
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What tasks of a person's own workload are given, by its id. */
  readonly inputs: Readonly<Record<string, Inputs>>;
  readonly seed: number | undefined;
  readonly timeLimitMs: number | undefined;
};

const tasksKey = '#tasks';
/** Pools behind a loop: the key of the field, its name in a choice, and what it counts. */
const pools = [
  ['#pool', 'poolThreads', 'threads behind the loop'],
  ['#poolProcesses', 'poolProcesses', 'processes behind the loop'],
] as const;
const libuvKey = '#libuv';
const startKey = '#start';
const rateKey = '#rate';

/**
 * "At once" counts lanes under one model and promises under another: a number typed for the one means nothing to the
 * other, so each kind keeps its own, and a change of model needs no correction.
 */
function atOnceKey(of: ModelOf, workload: WorkloadCard): string {
  return usesPool(modelCard(of), workload) ? '#lanes' : '#promises';
}

/** What is chosen where nothing is: the first that comes with Heddle. */
export const firstOf = (workloads: readonly WorkloadCard[]) =>
  workloads.find(({ module }) => module === null) ?? workloads[0]!;

/** The state of the form for a choice made elsewhere: on the command line, or last time. */
export function chosenFrom(
  choice: Choice & { workload?: string },
  workloads: readonly WorkloadCard[],
): Chosen {
  const known = workloads.find(
    (card) =>
      [card.id, wordOf(card)].includes(choice.workload ?? null) &&
      (choice.runtime ?? card.runtime) === card.runtime,
  );
  const of = modelOrUsual({ ...choice, runtime: choice.runtime ?? known?.runtime });
  const workload = known ?? firstOf(workloadsIn(of.runtime, workloads));
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(choice.parameters ?? {})) typed[name] = String(value);
  if (choice.tasks !== undefined) typed[tasksKey] = String(choice.tasks);
  if (choice.concurrency !== undefined) typed[atOnceKey(of, workload)] = String(choice.concurrency);
  for (const [key, name] of pools) if (choice[name] !== undefined) typed[key] = String(choice[name]);
  if (choice.libuvThreads !== undefined) typed[libuvKey] = String(choice.libuvThreads);
  if (choice.ratePerSecond !== undefined) typed[rateKey] = String(choice.ratePerSecond);
  if (choice.startMethod !== undefined) typed[startKey] = choice.startMethod;
  return {
    ...of,
    interpreter: choice.interpreter ?? known?.interpreter ?? null,
    workload: workload.id,
    // Of a workload that is gone, its numbers mean nothing to another.
    typed: known || choice.workload === undefined ? { [workload.id]: typed } : {},
    inputs: known && choice.inputs ? { [workload.id]: choice.inputs } : {},
    seed: choice.seed,
    timeLimitMs: choice.timeLimitMs,
  };
}

/** The choice as the catalogue understands it. */
export function choiceOf(chosen: Chosen, workload: WorkloadCard): Choice & { workload: string } {
  const typed = chosen.typed[workload.id] ?? {};
  const number = (text: string | undefined) => (text ? Number(text) : undefined);
  const isNode = chosen.runtime === 'node';
  const card = modelCard(chosen);
  const atOnce = isSerial(card) ? undefined : typed[atOnceKey(chosen, workload)];
  const parameters: Record<string, string> = {};
  for (const name of Object.keys(workload.parameters)) {
    const text = typed[name];
    if (text) parameters[name] = text;
  }
  return {
    workload: workload.id,
    runtime: chosen.runtime,
    interpreter: isNode ? undefined : (chosen.interpreter ?? undefined),
    startMethod: startsProcesses(chosen, workload)
      ? startMethods.find((one) => one === typed[startKey])
      : undefined,
    model: chosen.model,
    tasks: number(typed[tasksKey]),
    inputs: chosen.inputs[workload.id],
    concurrency: number(atOnce),
    // Typed for hybrid; under another model there is nothing they could mean.
    ...Object.fromEntries(
      pools
        .filter(([, name]) => hasPool(name, chosen, workload))
        .map(([key, name]) => [name, number(typed[key])]),
    ),
    libuvThreads: isNode ? number(typed[libuvKey]) : undefined,
    timeLimitMs: chosen.timeLimitMs,
    ratePerSecond: number(typed[rateKey]),
    seed: chosen.seed,
    parameters,
  };
}

/** Whether processes are started for it, in one of several ways. */
function startsProcesses(chosen: Chosen, workload: WorkloadCard): boolean {
  if (runtimeCard(chosen.runtime).startMethods.length === 0) return false;
  return modelCard(chosen).lane === ownProcesses.lane || hasPool('poolProcesses', chosen, workload);
}

/** How processes are started, as a line of the form. */
function startField(typed: Pick<Field, 'key' | 'text' | 'problem'>, chosen: Chosen, room: Room): Field {
  const usual = usualStartMethod(chosen.interpreter?.version ?? oldestPython, room.platform ?? 'linux');
  const title = 'how processes start';
  const spec = { type: 'choice', title, choices: startMethods, default: usual } as const;
  return { ...typed, title: names.startMethod.title, unit: title, fallback: usual, spec };
}

/** The plan of a choice, or why there is none. */
export function planOf(chosen: Chosen, workload: WorkloadCard, room: Room): Result<Plan> {
  return makePlan(choiceOf(chosen, workload), workload, room);
}

/** Fields of the form: tasks, at once, pools behind the loop, how processes start, each parameter of the workload, libuv's pool, and a rate. */
export function fieldsOf(chosen: Chosen, workload: WorkloadCard, room: Room): Field[] {
  const card = modelCard(chosen);
  const typed = chosen.typed[workload.id] ?? {};
  const { refusals } = draftPlan(choiceOf(chosen, workload), chosen, workload, room);
  const textIn = (key: string, place: Place) => {
    const text = typed[key] ?? '';
    // What nobody typed is not wrong in its own field.
    const refusal = text === '' ? undefined : refusals.find(({ field }) => field === place);
    return { key, text, problem: refusal ? onScreen(refusal) : null };
  };
  const counted = (key: string, name: keyof typeof names, unit: string, fallback: number): Field => {
    const { title } = names[name];
    return { ...textIn(key, name), title, unit, fallback: String(fallback), spec: null };
  };

  const ratePerSecond = Number(typed[rateKey]) || undefined;
  const fallback = usualTasks({ ratePerSecond, inputs: chosen.inputs[workload.id] }, workload);
  const tasks = Number(typed[tasksKey]) || fallback;
  const fields = [counted(tasksKey, 'tasks', 'how many in all', fallback)];
  const atOnce = defaultConcurrency(chosen, workload, tasks, room.effectiveCores);
  const key = atOnceKey(chosen, workload);
  if (!isSerial(card)) fields.push(counted(key, 'concurrency', card.unit, atOnce));
  for (const [key, name, unit] of pools) {
    const behind = poolBehind(name, chosen, workload, Number(typed[key]) || atOnce, room.effectiveCores);
    if (behind.isThere) fields.push(counted(key, name, unit, behind.usual));
  }
  if (startsProcesses(chosen, workload))
    fields.push(startField(textIn(startKey, 'startMethod'), chosen, room));
  for (const [name, spec] of Object.entries(workload.parameters)) {
    fields.push(parameterField(name, spec, textIn(name, `parameters.${name}`), chosen.model));
  }
  const libuv = room.libuvThreads ?? defaultLibuvThreads;
  if (chosen.runtime === 'node')
    fields.push(counted(libuvKey, 'libuvThreads', 'threads for fs, dns, crypto, zlib', libuv));
  return hasOwnRate(workload) ? fields : [...fields, rateField(textIn(rateKey, 'ratePerSecond'))];
}

/** The choice with another text in a field. */
export function withText(chosen: Chosen, key: string, text: string): Chosen {
  const typed = { ...chosen.typed[chosen.workload], [key]: text };
  return { ...chosen, typed: { ...chosen.typed, [chosen.workload]: typed } };
}
