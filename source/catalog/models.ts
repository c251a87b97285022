import type { ModelId } from '../protocol/plan.ts';
import type { BodyName, WorkloadCard } from './workloads.ts';

/** What a person is told of a model before it runs. The code that runs it is `engine/models/<id>.ts`. */
export type ModelCard = {
  readonly id: ModelId;
  /** Other names people type. */
  readonly aliases: readonly string[];
  /** One line: how it runs tasks in Node.js. */
  readonly how: string;
  /** One line: what it is for. */
  readonly goodFor: string;
  /** What "at once" counts. */
  readonly unit: string;
  /** The most that is accepted for "at once". Beyond it one measures the operating system's limits. */
  readonly most: number;
  /** Resident bytes one more of its lanes takes, to refuse what cannot fit. Measured on Node 24, Linux. */
  readonly laneBytes: number;
};

export const models: readonly ModelCard[] = [
  {
    id: 'sequential',
    aliases: ['serial'],
    how: 'one task after another on the main loop',
    goodFor: 'the baseline every other model has to beat',
    unit: 'task',
    most: 1,
    laneBytes: 0,
  },
  {
    id: 'async',
    aliases: ['asyncio', 'promises', 'event-loop'],
    how: 'promises on one event loop, one thread',
    goodFor: 'work that waits: network, timers, thousands at once',
    unit: 'promises',
    most: 1_000_000,
    laneBytes: 0,
  },
  {
    id: 'threads',
    aliases: ['threading', 'workers', 'worker-threads', 'piscina'],
    how: 'a pool of worker threads in one process (piscina)',
    goodFor: 'JavaScript that computes, and calls that block',
    unit: 'threads',
    most: 1024,
    laneBytes: 13e6,
  },
  {
    id: 'processes',
    aliases: ['multiprocessing', 'fork', 'child-processes', 'cluster'],
    how: 'a pool of child processes',
    goodFor: 'computing that may crash or leak, kept apart',
    unit: 'processes',
    most: 256,
    laneBytes: 55e6,
  },
  {
    id: 'hybrid',
    aliases: ['mix', 'mixed'],
    how: 'an event loop in front, blocking work handed to a thread pool',
    goodFor: 'a server that waits a lot and computes a little',
    unit: 'at once',
    most: 1_000_000,
    laneBytes: 13e6,
  },
];

export function modelCard(id: ModelId): ModelCard {
  return models.find((model) => model.id === id)!;
}

/** What of a workload decides how a model runs it. */
type Runnable = Pick<WorkloadCard, 'bodies' | 'kind' | 'parts'>;

/**
 * Which of a workload's bodies a model runs. Models with one task a lane take the blocking body, which holds the lane
 * until it is done; models that share one loop take the cooperative one. Each falls back on what there is.
 */
export function bodyFor(model: ModelId, workload: Runnable): BodyName {
  const shared = model === 'async' || (model === 'hybrid' && !isPooled(workload));
  const order: BodyName[] = shared ? ['cooperative', 'run', 'blocking'] : ['blocking', 'run', 'cooperative'];
  return order.find((body) => workload.bodies.includes(body)) ?? 'run';
}

/**
 * Whether `hybrid` hands the tasks of this workload to its pool: all that would hold the loop in front. A workload with
 * parts says itself what would hold it: its tasks stay in front, and the pool does their parts.
 */
export function isPooled(workload: Runnable): boolean {
  if (workload.parts.length > 0) return false;
  return !(
    workload.kind === 'async-io' &&
    (workload.bodies.includes('cooperative') || workload.bodies.includes('run'))
  );
}

/** Whether the model runs its tasks on lanes of their own, so that "at once" is a number of threads or processes. */
export function usesPool(model: ModelId, workload: Runnable): boolean {
  return model === 'threads' || model === 'processes' || (model === 'hybrid' && isPooled(workload));
}

/** Whether the model keeps threads behind its loop for the parts of this workload, `plan.poolThreads` of them. */
export function hasPoolBehind(model: ModelId, workload: Runnable): boolean {
  return model === 'hybrid' && workload.parts.length > 0;
}

/** A waiting pool gains from more lanes than cores; this many are cheap (0.2 GB as threads) and show it well. */
const waitingLanes = 16;
/** Child processes cost four times as much as threads. */
const waitingProcesses = 8;

/** How many tasks at once when nobody says: as many as the model and the machine are good for. */
export function defaultConcurrency(
  model: ModelId,
  workload: Runnable,
  tasks: number,
  effectiveCores: number,
): number {
  if (model === 'sequential') return 1;
  if (!usesPool(model, workload)) return tasks;
  const lanes =
    workload.kind === 'cpu'
      ? Math.ceil(effectiveCores)
      : model === 'processes'
        ? waitingProcesses
        : waitingLanes;
  return Math.max(1, Math.min(tasks, lanes));
}

/** One thread alone would let a long part hold up all others, as the loop does that they were taken from. */
const fewestPoolThreads = 2;

/**
 * How many threads behind the loop when nobody says. As many as cores: parts that compute gain nothing from more, and
 * the loop in front would have to share its core with them. Parts that block need no core while they do: of these as
 * many as tasks can ask for, up to what a waiting pool is good for.
 */
export function defaultPoolThreads(
  { kind }: Pick<Runnable, 'kind'>,
  concurrency: number,
  effectiveCores: number,
): number {
  const cores = Math.max(fewestPoolThreads, Math.ceil(effectiveCores));
  return kind === 'blocking-io' ? Math.max(cores, Math.min(waitingLanes, concurrency)) : cores;
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
