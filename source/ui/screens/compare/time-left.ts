import type { Variant } from '../../../comparison/comparison.ts';
import { unmeasured } from '../../../format.ts';
import type { Batch, Ran } from '../../../runner/batch.ts';

/**
 * Milliseconds until all runs have ended, by those that ended: what the other runs of the same variant took on average,
 * with their start-up. Null while a variant that is still to run has no run that ended.
 */
function timeLeftMs({ turns, ended, current }: Batch<Variant>): number | null {
  let left = 0;
  for (const [at, { id }] of turns.slice(ended.length).entries()) {
    const usual = usualMs(id, ended);
    if (usual === null) return null;
    left += at === 0 ? Math.max(0, usual - (current?.atMs ?? 0)) : usual;
  }
  return left;
}

function usualMs(id: string, ended: readonly Ran<Variant>[]): number | null {
  const took = ended.flatMap(({ id: other, summary: { startMs, wallMs } }) =>
    other === id && wallMs !== null ? [(startMs ?? 0) + wallMs] : [],
  );
  return took.length === 0 ? null : took.reduce((sum, ms) => sum + ms, 0) / took.length;
}

/** `about 40 s left`, in steps that do not change at every look; `time left —` before anything can be said. */
export function timeLeft(batch: Batch<Variant>): string {
  const ms = timeLeftMs(batch);
  if (ms === null) return `time left ${unmeasured}`;
  const seconds = Math.ceil(ms / 1000);
  if (seconds <= 10) return `about ${Math.max(1, seconds)} s left`;
  if (seconds <= 90) return `about ${Math.ceil(seconds / 5) * 5} s left`;
  return `about ${Math.ceil(seconds / 60)} min left`;
}
