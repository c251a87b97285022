import type { VitalEventOf } from '../protocol/vital-events.ts';

/** How long garbage of a lane was collected, since the first task's turn. */
export type Collecting = {
  readonly ms: number;
  /** How much of that was of young objects. */
  readonly youngMs: number;
  /** The most within a second of collections that took long: see `longCollectorMs` in vital-events.ts. */
  readonly worstMs: number;
  /** What these stood at when it began, and at the looks of the last second. */
  readonly base: { readonly ms: number; readonly youngMs: number };
  readonly recent: readonly (readonly [atMs: number, ms: number])[];
};

type LaneSample = VitalEventOf<'sample'>['lanes'][number];

/** Clinic.js Doctor adds up the collections of this long. */
const windowMs = 1000;
/** A lane that is this late has told nothing for a while: V8 tells of collections when its loop turns. */
const lateMs = 100;

/** After one more sample; null where it is not measured. */
export function addCollecting(
  before: Collecting | null,
  atMs: number,
  { collectorMs, youngCollectorMs, longCollectorMs, lagMs }: LaneSample,
): Collecting | null {
  if (collectorMs === null || youngCollectorMs === null || longCollectorMs === null) return before;
  // A replacement of a lane that died counts from nothing.
  if (before === null || collectorMs < before.base.ms) {
    const base = { ms: collectorMs, youngMs: youngCollectorMs };
    return { ms: 0, youngMs: 0, worstMs: 0, base, recent: [[atMs, longCollectorMs]] };
  }
  const { base, recent } = before;
  const now = { ...before, ms: collectorMs - base.ms, youngMs: youngCollectorMs - base.youngMs };
  const [oldestMs, stoodAt] = recent[0]!;
  if (longCollectorMs === recent.at(-1)![1] && (lagMs ?? 0) >= lateMs) return now;
  const perWindow = ((longCollectorMs - stoodAt) * windowMs) / Math.max(windowMs, atMs - oldestMs);
  const kept = recent.filter(([at], index) => index === recent.length - 1 || atMs - at < windowMs);
  return { ...now, worstMs: Math.max(before.worstMs, perWindow), recent: [...kept, [atMs, longCollectorMs]] };
}
