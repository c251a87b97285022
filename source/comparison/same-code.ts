import { hasPool, modelCard, modelLike, oneLoop, ownThreads } from '../catalog/models.ts';
import type { VariantRun } from './comparison.ts';

/**
 * That a model with a pool behind its loop was given work without parts, a sentence for each: then it runs the same code
 * as another model, and two such rows differ by chance alone. Told by runs that completed: a crash may come before the pool.
 */
export function sameCode(ran: readonly VariantRun[]): string[] {
  const first = new Map<string, VariantRun>();
  for (const run of ran)
    if (run.summary.outcome === 'completed' && !first.has(run.id)) first.set(run.id, run);
  return [...first.values()].flatMap(({ label, plan, summary }) => {
    if (!hasPool(modelCard(plan)) || plan.poolThreads !== null || summary.lanes.length === 0) return [];
    const work = plan.module === null ? 'this workload' : 'your function';
    const pooled = summary.lanes.some(({ kind }) => kind !== 'loop');
    const model = modelLike(plan, pooled ? ownThreads : oneLoop);
    const why = pooled ? 'has no parts, so whole tasks go to the pool' : 'hands nothing to the pool';
    return [`${label} ran as ${model} here: ${work} ${why}.`];
  });
}
