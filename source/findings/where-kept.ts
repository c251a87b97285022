import type { RuntimeId } from '../protocol/plan.ts';

/** From this share on it is buffers that grow, and no objects. */
export const mostlyBuffersRatio = 0.5;

/** Where to look for what is kept; null: in a runtime of which nothing is known. */
export function whereKept(runtime: RuntimeId | null, areBuffers: boolean): string {
  if (runtime === null) return 'Look for what is kept for each request or connection';
  if (runtime === 'python')
    return 'Look for a list or dict of the module, lru_cache(maxsize=None), callbacks';
  return areBuffers
    ? 'Look for a Map or array of the module that keeps Buffers, or a slice of each'
    : 'Look for a Map or array of the module, an endless cache, listeners that stay';
}
