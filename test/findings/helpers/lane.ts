import type { Collecting } from '../../../source/session/collecting.ts';
import { emptySeries } from '../../../source/session/series.ts';
import type { Lane } from '../../../source/session/vitals.ts';

/** What a lane did. What is not said was measured and is unremarkable; null was not measured. */
export type LaneFigures = {
  cpuMs?: number | null;
  waitMs?: number | null;
  lockMs?: number | null;
  copyMs?: number | null;
  collecting?: { ms: number; youngMs: number; worstMs: number } & Partial<Collecting>;
  reason?: string;
  openings?: number;
};

/** Lane 0 is the main loop, all others are threads. */
export function laneOf(
  id: number,
  { cpuMs = 0, waitMs = 0, lockMs = null, copyMs = null, collecting, reason, openings = 1 }: LaneFigures,
): Lane {
  const empty = {
    pid: 1,
    state: 'open',
    base: null,
    lagMs: null,
    utilizationRatio: null,
    noCoreRatio: null,
    task: null,
  } as const;
  return {
    ...empty,
    id,
    name: id === 0 ? 'main' : `thread-${id}`,
    kind: id === 0 ? 'loop' : 'thread',
    reason: reason ?? null,
    cpuMs,
    waitMs,
    lockMs,
    copyMs,
    collecting: collecting ? { base: { ms: 0, youngMs: 0 }, recent: [], kept: null, ...collecting } : null,
    openings,
    crashes: reason === undefined ? 0 : Math.max(1, openings - 1),
    lag: emptySeries,
    locked: emptySeries,
  };
}
