import { count } from '../format.ts';
import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import type { Lanes } from '../protocol/workload.ts';
import type { BodyName } from './called.ts';
import type { LaneCard, ModelCard, ModelTraits } from './cards.ts';
import { runtimeCard } from './runtimes/index.ts';
import { compareVersions } from './runtimes/python-version.ts';
import type { Choice } from './wish.ts';
import type { WorkloadCard } from './workloads.ts';

/** A model in a runtime: of a plan, or of what is going to be one. */
export type ModelOf = { readonly runtime: RuntimeId; readonly model: ModelId };

/** The card of a model. Throws a `RangeError` where the runtime has no such model. */
export function modelCard({ runtime, model }: ModelOf): ModelCard {
  const found = runtimeCard(runtime).models.find(({ id }) => id === model);
  if (!found) throw new RangeError(`${runtime} has no model ${model}`);
  return found;
}

/** The names of a runtime's models, in the order in which they are shown. */
export const modelIdsOf = (runtime: RuntimeId): ModelId[] => runtimeCard(runtime).models.map(({ id }) => id);

/** Of a choice, or of a plan. */
type Interpreted = { readonly interpreter?: Choice['interpreter'] | null };

/** The models that can be run: some came with a later version of their runtime. */
export function modelsOf({
  runtime,
  interpreter,
}: Interpreted & Pick<ModelOf, 'runtime'>): readonly ModelCard[] {
  return runtimeCard(runtime).models.filter(
    ({ since }) => since === undefined || !interpreter || compareVersions(interpreter.version, since) >= 0,
  );
}

/** What the tasks of a model hold while they run; of a pool behind a loop, what it consists of. */
export function laneCard(of: ModelOf): LaneCard {
  return runtimeCard(of.runtime).lanes[modelCard(of).lane];
}

/** How what findings advise is called in the runtime of a plan. */
export const wordsOf = ({ runtime }: Pick<ModelOf, 'runtime'>) => runtimeCard(runtime).words;

/** Models as advice means them, by what they are. */
export const oneLoop = { lane: 'loop', body: 'cooperative' } as const;
export const ownThreads = { lane: 'thread', lanesFrom: 'at-once' } as const;
export const ownProcesses = { lane: 'process', lanesFrom: 'at-once' } as const;
export const ownInterpreters = { lane: 'interpreter', lanesFrom: 'at-once' } as const;
export const loopWithPool = { lanesFrom: 'behind' } as const;

/** The first model of a runtime with these traits. Throws a `RangeError` where it has none. */
export function modelLike({ runtime }: Pick<ModelOf, 'runtime'>, traits: Partial<ModelTraits>): ModelId {
  const wanted = Object.entries(traits) as [keyof ModelTraits, string][];
  const found = runtimeCard(runtime).models.find((card) =>
    wanted.every(([trait, value]) => card[trait] === value),
  );
  if (!found) throw new RangeError(`${runtime} has no model with ${JSON.stringify(traits)}`);
  return found.id;
}

/** Lanes that compute at the same time: threads, unless they share the lock of an interpreter. */
export const sideBySide = ({ interpreter }: Interpreted) =>
  interpreter?.lock === 'shared' ? ownProcesses : ownThreads;

/**
 * How tasks come to their lanes: one after another, in turns on one loop, each on a lane of its own, or on a loop with
 * a pool behind it.
 */
export type Form = 'serial' | 'loop' | 'lanes' | 'behind';

export function formOf({ body, lanesFrom }: ModelTraits): Form {
  if (lanesFrom === 'one') return body === 'cooperative' ? 'loop' : 'serial';
  return lanesFrom === 'behind' ? 'behind' : 'lanes';
}

/** Whether tasks take turns on one loop, so that what holds one of them holds all. */
export const sharesLoop = ({ body }: ModelTraits) => body === 'cooperative';

/** Whether each task has a thread or a process to itself while it runs, whatever the workload. */
export const ownsLanes = ({ lanesFrom }: ModelTraits) => lanesFrom === 'at-once';

/** Whether the main loop is all there is: nothing is sent anywhere. */
export const staysOnLoop = ({ lanesFrom }: ModelTraits) => lanesFrom === 'one';

/** Whether there is a pool behind the loop that can be given what would hold it. */
export const hasPool = ({ lanesFrom }: ModelTraits) => lanesFrom === 'behind';

/** Whether tasks run one after another, so that "at once" is no choice. */
export const isSerial = (traits: ModelTraits) => formOf(traits) === 'serial';

/** What of a workload decides how a model runs it. */
export type Runnable = Pick<WorkloadCard, 'bodies' | 'kind' | 'parts'>;

/**
 * Which of a workload's bodies a model runs. Models with one task a lane take the blocking body, which holds the lane
 * until it is done; models that share one loop take the cooperative one. Each falls back on what there is.
 */
export function bodyFor(traits: ModelTraits, workload: Runnable): BodyName {
  const shared = sharesLoop(traits) && !usesPool(traits, workload);
  const order: BodyName[] = shared ? ['cooperative', 'run', 'blocking'] : ['blocking', 'run', 'cooperative'];
  return order.find((body) => workload.bodies.includes(body)) ?? 'run';
}

/**
 * Whether a pool behind a loop is handed the tasks of this workload: all that would hold the loop. A workload with
 * parts says itself what would hold it: its tasks stay in front, and the pool does their parts.
 */
function isPooled(workload: Runnable): boolean {
  if (workload.parts.length > 0) return false;
  return !(
    workload.kind === 'async-io' &&
    (workload.bodies.includes('cooperative') || workload.bodies.includes('run'))
  );
}

/** Whether the model runs its tasks on lanes of their own, so that "at once" is a number of threads or processes. */
export function usesPool(traits: ModelTraits, workload: Runnable): boolean {
  return ownsLanes(traits) || (hasPool(traits) && isPooled(workload));
}

/** Whether the model keeps lanes behind its loop for the parts of this workload. */
export function hasPoolBehind(traits: ModelTraits, workload: Runnable): boolean {
  return hasPool(traits) && workload.parts.length > 0;
}

/** What the tasks of a run are done on, without the threads behind a loop. `concurrency`: at once, as planned. */
export function lanesOf(traits: ModelTraits, workload: Runnable, concurrency: number): Lanes {
  return usesPool(traits, workload)
    ? { kind: traits.lane, count: concurrency, offloads: false }
    : { kind: 'loop', count: 1, offloads: hasPoolBehind(traits, workload) };
}

/** The most tasks at once: where each has a lane, no more than there may be lanes. */
export function mostConcurrency(of: ModelOf, workload: Runnable): number {
  const card = modelCard(of);
  return usesPool(card, workload) ? Math.min(card.most, laneCard(of).most) : card.most;
}

/** `at most 1,000,000 promises at once`. */
export function mostAtOnce({ most, unit }: ModelCard): string {
  return `at most ${count(most)} ${unit} at once`;
}

/** How many tasks at once when nobody says: as many as the model and the machine are good for. */
export function defaultConcurrency(
  of: ModelOf,
  workload: Runnable,
  tasks: number,
  effectiveCores: number,
): number {
  const card = modelCard(of);
  if (!usesPool(card, workload)) return Math.min(card.most, tasks);
  // A pool that waits gains from more lanes than cores.
  const lanes = workload.kind === 'cpu' ? Math.ceil(effectiveCores) : laneCard(of).waiting;
  return Math.max(1, Math.min(tasks, lanes));
}

type Values = Readonly<Record<string, unknown>>;

/**
 * What of a wish a model cannot run, `race` or `race with how=atomics`, and why, in words for people; null when it can.
 * A parameter without a value has its default.
 */
export function refusalOf(
  model: ModelId,
  { id, refuses, parameters }: WorkloadCard,
  values: Values,
): { what: string; reason: string } | null {
  const whole = refuses[model];
  if (whole !== undefined) return { what: id, reason: whole };
  for (const [name, spec] of Object.entries(parameters)) {
    if (spec.type !== 'choice') continue;
    const choice = String(values[name] ?? spec.default);
    const reason = spec.refuses?.[choice]?.[model];
    if (reason !== undefined) return { what: `${id} with ${name}=${choice}`, reason };
  }
  return null;
}

/** Why a model cannot run a workload at all, or with these values of its parameters; null when it can. */
export function whyNot(model: ModelId, workload: WorkloadCard, values?: Values): string | null {
  if (values === undefined) return workload.refuses[model] ?? null;
  return refusalOf(model, workload, values)?.reason ?? null;
}
