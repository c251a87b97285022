import { said } from '../catalog/costs.ts';
import { bytes } from '../format.ts';
import type { RuntimeId } from '../protocol/plan.ts';
import type { Collecting } from '../session/collecting.ts';

/** From this share on it is young objects that take the time. */
const mostlyYoungRatio = 0.6;
/** From this share of what is kept on it is buffers: to keep more of it in buffers is no help. */
const mostlyBuffersRatio = 0.5;
/** What is kept grows when it is at least this many times what it was. */
const grewTimes = 1.5;

/** What is kept alive, in bytes. */
export type KeptFromTo = { readonly from: number; readonly to: number };

const isYoung = ({ ms, youngMs }: Collecting) => youngMs >= mostlyYoungRatio * ms;

/**
 * What of it is the person's to know, as a sentence: whether objects die young, stay, or become more and more. `atEnds`: what
 * was kept before and after all that is looked at; null: the full collections themselves tell.
 */
export function collectedWords(collecting: Collecting, atEnds: KeptFromTo | null): string {
  const { kept } = collecting;
  const { from, to } = atEnds ?? { from: kept?.firstBytes, to: kept?.bytes };
  if (from !== undefined && to !== undefined && to >= grewTimes * from)
    return `What is kept alive grew from ${bytes(from)} to ${bytes(to)}.`;
  return isYoung(collecting)
    ? 'New objects were still in use, so it copied them.'
    : 'Each full collection visits all that is alive.';
}

/** What leaves the collector less to do. */
export function lessToCollect(runtime: RuntimeId, collecting: Collecting): string {
  if (runtime === 'python')
    return 'Keep fewer objects alive, use array or bytes, or gc.freeze() after loading';
  const { kept } = collecting;
  if (kept && (kept.bufferBytes ?? 0) >= mostlyBuffersRatio * kept.bytes)
    return 'Make fewer buffers: use each again, or cut many out of a large one (subarray)';
  return isYoung(collecting)
    ? `Keep fewer objects, or node --max-semi-space-size=64 (uses up to ${said.newObjects})`
    : 'Keep fewer objects alive: use a typed array or Buffer, or another process';
}
