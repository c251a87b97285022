import { defaultLibuvThreads, draftPlan, makePlan } from '../../../catalog/make-plan.ts';
import {
  defaultConcurrency,
  defaultPoolThreads,
  hasPoolBehind,
  isSerial,
  type ModelOf,
  modelCard,
  usesPool,
} from '../../../catalog/models.ts';
import { wordOf } from '../../../catalog/module-word.ts';
import { hasOwnRate, usualTasks } from '../../../catalog/rate.ts';
import { names, onScreen, type Field as Place, type Result } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import type { Choice } from '../../../catalog/wish.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import type { Inputs, ModelId, Plan, RuntimeId } from '../../../protocol/plan.ts';
import { type Field, parameterField, rateField } from '../shared/fields.ts';

/**
 * What a person chose. Numbers stay as they were typed, right or wrong, for each workload apart: going to another
 * workload and back loses nothing. A field that nobody touched is absent and has its default.
 */
export type Chosen = {
  readonly runtime: RuntimeId;
  readonly model: ModelId;
  readonly workload: string;
  readonly typed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** What tasks of a person's own workload are given, by its id. */
  readonly inputs: Readonly<Record<string, Inputs>>;
  readonly seed: number | undefined;
  readonly timeLimitMs: number | undefined;
};

const tasksKey = '#tasks';
const poolKey = '#pool';
const libuvKey = '#libuv';
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
  { runtime, model }: ModelOf,
): Chosen {
  const known = workloads.find((card) => [card.id, wordOf(card)].includes(choice.workload ?? null));
  const workload = known ?? firstOf(workloads);
  const typed: Record<string, string> = {};
  for (const [name, value] of Object.entries(choice.parameters ?? {})) typed[name] = String(value);
  if (choice.tasks !== undefined) typed[tasksKey] = String(choice.tasks);
  if (choice.concurrency !== undefined)
    typed[atOnceKey({ runtime, model }, workload)] = String(choice.concurrency);
  if (choice.poolThreads !== undefined) typed[poolKey] = String(choice.poolThreads);
  if (choice.libuvThreads !== undefined) typed[libuvKey] = String(choice.libuvThreads);
  if (choice.ratePerSecond !== undefined) typed[rateKey] = String(choice.ratePerSecond);
  return {
    runtime,
    model,
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
    model: chosen.model,
    tasks: number(typed[tasksKey]),
    inputs: chosen.inputs[workload.id],
    concurrency: number(atOnce),
    // Typed for hybrid; under another model there is nothing it could mean.
    poolThreads: hasPoolBehind(card, workload) ? number(typed[poolKey]) : undefined,
    libuvThreads: number(typed[libuvKey]),
    timeLimitMs: chosen.timeLimitMs,
    ratePerSecond: number(typed[rateKey]),
    seed: chosen.seed,
    parameters,
  };
}

/** The plan of a choice, or why there is none. */
export function planOf(chosen: Chosen, workload: WorkloadCard, room: Room): Result<Plan> {
  return makePlan(choiceOf(chosen, workload), workload, room);
}

/** Fields of the form: tasks, at once, threads behind the loop, each parameter of the workload, libuv's pool, and a rate. */
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
  if (hasPoolBehind(card, workload)) {
    const threads = defaultPoolThreads(chosen, workload, Number(typed[key]) || atOnce, room.effectiveCores);
    fields.push(counted(poolKey, 'poolThreads', 'threads behind the loop', threads));
  }
  for (const [name, spec] of Object.entries(workload.parameters)) {
    fields.push(parameterField(name, spec, textIn(name, `parameters.${name}`), chosen.model));
  }
  const libuv = room.libuvThreads ?? defaultLibuvThreads;
  fields.push(counted(libuvKey, 'libuvThreads', 'threads for fs, dns, crypto, zlib', libuv));
  return hasOwnRate(workload) ? fields : [...fields, rateField(textIn(rateKey, 'ratePerSecond'))];
}

/** The choice with another text in a field. */
export function withText(chosen: Chosen, key: string, text: string): Chosen {
  const typed = { ...chosen.typed[chosen.workload], [key]: text };
  return { ...chosen, typed: { ...chosen.typed, [chosen.workload]: typed } };
}
