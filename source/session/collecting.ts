import type { Measured } from '../protocol/units.ts';
import type { VitalEventOf } from '../protocol/vital-events.ts';

/** How long garbage of a lane was collected, since the first task's turn. */
export type Collecting = {
  readonly ms: number;
  /** How much of that was of young objects. */
  readonly youngMs: number;
  /** The most within a second of collections that took long: see `longCollectorMs` in vital-events.ts. */
  readonly worstMs: number;
  /** What was in use after its first full collection and after the latest, and how much of the latter in buffers; null before one. */
  readonly kept: {
    readonly firstBytes: number;
    readonly bytes: number;
    readonly bufferBytes: Measured;
  } | null;
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
  sample: LaneSample,
): Collecting | null {
  const { collectorMs, youngCollectorMs, longCollectorMs, lagMs } = sample;
  if (collectorMs === null || youngCollectorMs === null || longCollectorMs === null) return before;
  // A replacement of a lane that died counts from nothing.
  if (before === null || collectorMs < before.base.ms) {
    const base = { ms: collectorMs, youngMs: youngCollectorMs };
    const kept = keptAfter(null, sample);
    return { ms: 0, youngMs: 0, worstMs: 0, kept, base, recent: [[atMs, longCollectorMs]] };
  }
  const { base, recent } = before;
  const kept = keptAfter(before.kept, sample);
  const now = { ...before, kept, ms: collectorMs - base.ms, youngMs: youngCollectorMs - base.youngMs };
  const [oldestMs, stoodAt] = recent[0]!;
  if (longCollectorMs === recent.at(-1)![1] && (lagMs ?? 0) >= lateMs) return now;
  const perWindow = ((longCollectorMs - stoodAt) * windowMs) / Math.max(windowMs, atMs - oldestMs);
  const within = recent.filter(([at], index) => index === recent.length - 1 || atMs - at < windowMs);
  return {
    ...now,
    worstMs: Math.max(before.worstMs, perWindow),
    recent: [...within, [atMs, longCollectorMs]],
  };
}

function keptAfter(
  before: Collecting['kept'],
  { keptBytes, keptBufferBytes }: LaneSample,
): Collecting['kept'] {
  if (keptBytes === null) return before;
  return { firstBytes: before?.firstBytes ?? keptBytes, bytes: keptBytes, bufferBytes: keptBufferBytes };
}
