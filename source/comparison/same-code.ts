import { hasPool, modelCard, modelLike, oneLoop, ownThreads, usesPool } from '../catalog/models.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { ModelId } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { Variant, VariantRun } from './comparison.ts';

/**
 * The model whose code a model runs in truth: one with a pool behind its loop that is given work without parts is
 * another under its own name. Null for the others.
 */
export function sameModelAs(
  of: Pick<Variant['plan'], 'runtime' | 'model'>,
  card: WorkloadCard,
): ModelId | null {
  const traits = modelCard(of);
  if (!hasPool(traits) || card.parts.length > 0) return null;
  return modelLike(of, usesPool(traits, card) ? ownThreads : oneLoop);
}

/** The same as its runs show it. Told by runs that completed: a crash may come before the pool. */
export function runsSameCodeAs({ plan }: Variant, completed: readonly Summary[]): ModelId | null {
  const lanes = completed[0]?.lanes ?? [];
  if (!hasPool(modelCard(plan)) || plan.poolThreads !== null || lanes.length === 0) return null;
  return modelLike(plan, lanes.some(({ kind }) => kind !== 'loop') ? ownThreads : oneLoop);
}

/** That variants ran the code of another model, a sentence for each: against that one they differ by chance alone. */
export function sameCode(ran: readonly VariantRun[]): string[] {
  const first = new Map<string, VariantRun>();
  for (const run of ran)
    if (run.summary.outcome === 'completed' && !first.has(run.id)) first.set(run.id, run);
  return [...first.values()].flatMap((run) => {
    const model = runsSameCodeAs(run, [run.summary]);
    return model === null ? [] : [`${run.label} ran as ${model} here: ${whyAs(model, run.plan)}.`];
  });
}

type Work = Pick<Variant['plan'], 'runtime' | 'module'>;

/** That a model is left out because it would run the code of another one. */
export function notRunAs(label: string, model: ModelId, plan: Work): string {
  return `${label} was not run: it is ${model} here, because ${whyAs(model, plan)}.`;
}

function whyAs(model: ModelId, plan: Work): string {
  const work = plan.module === null ? 'this workload' : 'your function';
  return model === modelLike(plan, oneLoop)
    ? `${work} hands nothing to the pool`
    : `${work} has no parts, so whole tasks go to the pool`;
}
