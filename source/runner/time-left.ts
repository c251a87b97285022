import type { Plan } from '../protocol/plan.ts';
import type { Batch, Ran } from './batch.ts';

type Turn = { readonly plan: Plan };

/**
 * Milliseconds until all runs that are known to come have ended, by what the other runs of a plan like theirs took on
 * average, with their start. Null while a plan that is still to run has no run that ended.
 */
function timeLeftMs<T extends Turn>({ turns, ended, current }: Batch<T>): number | null {
  let left = 0;
  for (const [at, { plan }] of turns.slice(ended.length).entries()) {
    const usual = usualMs(plan, ended);
    if (usual === null) return null;
    left += at === 0 ? Math.max(0, usual - (current?.atMs ?? 0)) : usual;
  }
  return left;
}

function usualMs<T extends Turn>(plan: Plan, ended: readonly Ran<T>[]): number | null {
  const took = ended.filter((run) => isAlike(run.plan, plan)).map(({ tookMs }) => tookMs);
  return took.length === 0 ? null : took.reduce((sum, ms) => sum + ms, 0) / took.length;
}

/** When a run is stopped makes no other work of it. */
const isAlike = (a: Plan, b: Plan) => keyOf(a) === keyOf(b);
const keyOf = (plan: Plan) => JSON.stringify({ ...plan, stopAfterMs: null });

/** `about 40 s left`, in steps that do not change at every look; null before anything can be said. */
export function timeLeft<T extends Turn>(batch: Batch<T>): string | null {
  const ms = timeLeftMs(batch);
  if (ms === null) return null;
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 10) return `about ${Math.max(1, seconds)} s left`;
  if (seconds <= 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  return `about ${Math.ceil(seconds / 60)} min left`;
}
