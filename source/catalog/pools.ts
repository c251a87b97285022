import type { Plan, StartMethod } from '../protocol/plan.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { LaneCard } from './cards.ts';
import { hasPool, lanesOf, type ModelOf, modelCard, ownProcesses, type Runnable } from './models.ts';
import { accept, type Result, refuse } from './refusal.ts';
import { runtimeCard, runtimeTitles } from './runtimes/index.ts';
import type { WorkloadCard } from './workloads.ts';

type PoolField = 'poolThreads' | 'poolProcesses';

/** What a task's code calls where it says itself which pool does a part of it. */
const calls = { poolThreads: 'offload', poolProcesses: 'dispatch' } as const;

/** One thread alone would let a long part hold up all others, as the loop does that they were taken from. */
const fewestPoolThreads = 2;

/** A pool behind the loop of a model, for parts of a workload: its lanes, and how many of them when nobody says. */
export function poolBehind(
  field: PoolField,
  of: ModelOf,
  workload: Pick<WorkloadCard, 'kind' | 'parts'>,
  concurrency: number,
  effectiveCores: number,
): { readonly kind: LaneCard; readonly isThere: boolean; readonly usual: number } {
  const { lanes } = runtimeCard(of.runtime);
  const isThere = hasPoolOf(field, of, workload);
  return field === 'poolThreads'
    ? { kind: lanes.thread, isThere, usual: defaultPoolThreads(of, workload, concurrency, effectiveCores) }
    : { kind: lanes.process, isThere, usual: Math.max(1, Math.ceil(effectiveCores)) };
}

/**
 * How many threads behind the loop when nobody says. As many as cores: parts that compute gain nothing from more, and
 * the loop in front would have to share its core with them. Parts that block need no core while they do: of these as
 * many as tasks can ask for, up to what a waiting pool is good for.
 */
export function defaultPoolThreads(
  { runtime }: Pick<ModelOf, 'runtime'>,
  { kind }: Pick<WorkloadCard, 'kind'>,
  concurrency: number,
  effectiveCores: number,
): number {
  const cores = Math.max(fewestPoolThreads, Math.ceil(effectiveCores));
  const { waiting } = runtimeCard(runtime).lanes.thread;
  return kind === 'blocking-io' ? Math.max(cores, Math.min(waiting, concurrency)) : cores;
}

/** The models of a runtime that have pools behind their loop, by name, where a refusal tells of them. */
export const withPool = ({ runtime }: Pick<ModelOf, 'runtime'>) =>
  runtimeCard(runtime)
    .models.filter(hasPool)
    .map(({ id }) => id)
    .join(' or ');

/** The kind of each lane of a run, by its number: the main loop, and the lanes that its tasks or their parts run on. */
export function laneKindsOf(plan: Plan, workload: Runnable): LaneKind[] {
  const { kind, count } = lanesOf(modelCard(plan), workload, plan.concurrency);
  const many = (lanes: number | null, kind: LaneKind) => Array.from({ length: lanes ?? 0 }, () => kind);
  return kind === 'loop'
    ? ['loop', ...many(plan.poolThreads, 'thread'), ...many(plan.poolProcesses, 'process')]
    : ['loop', ...many(count, kind)];
}

/** Why a number for a pool is out of place: the rest of a sentence that begins with its name. */
export function whyNoPool(field: PoolField, of: ModelOf, workload: WorkloadCard): string {
  const { parts } = runtimeCard(of.runtime);
  const needed =
    parts === 'by-call' ? `a workload that calls context.${calls[field]}` : 'a workload that has parts';
  if (parts === 'by-name' && field === 'poolProcesses')
    return 'is not for Node.js, where threads do the parts';
  return hasPool(modelCard(of))
    ? `needs ${needed}, and ${workload.id} ${parts === 'by-call' ? 'does not' : 'has none'}`
    : `needs model ${withPool(of)} and ${needed}`;
}

/** Whether a model keeps such a pool behind its loop for a workload. */
export function hasPoolOf(field: PoolField, of: ModelOf, { parts }: Pick<WorkloadCard, 'parts'>): boolean {
  if (!hasPool(modelCard(of))) return false;
  if (runtimeCard(of.runtime).parts === 'by-call') return parts.includes(calls[field]);
  return field === 'poolThreads' && parts.length > 0;
}

/** The start method that was asked for, or why it cannot be. */
export function fittingStart(method: StartMethod, of: ModelOf): Result<StartMethod> {
  const { startMethods } = runtimeCard(of.runtime);
  if (startMethods.length === 0)
    return refuse(
      'startMethod',
      `is not for ${runtimeTitles[of.runtime]}, which starts processes in one way`,
      'leave it out',
    );
  const card = modelCard(of);
  return card.lane === ownProcesses.lane || hasPool(card)
    ? accept(method)
    : refuse('startMethod', `needs a model that starts processes, and ${of.model} does not`, 'leave it out');
}
