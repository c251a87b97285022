import type { Measured } from '../protocol/units.ts';
import { computingRatio, natureOf, shortestMs } from '../session/processor.ts';
import type { LaneSummary } from '../session/summary.ts';
import type { Evidence } from './finding.ts';
import { type TaskTimes, taskTimes } from './task-times.ts';

/** What the rules on speed look at: the lanes that ran the tasks, and what they did with their time. */
export type Work = {
  /** Since the first task's turn. */
  readonly wallMs: number;
  /** The lanes of the pool where tasks ran in one, else the main loop. */
  readonly lanes: readonly LaneSummary[];
  readonly pooled: boolean;
  readonly times: TaskTimes;
  /** See `computingRatio` in session/processor.ts. */
  readonly computingRatio: Measured;
};

/** A single task says nothing of concurrency. */
export const fewestTasks = 2;

/** What a run did with its time; null where it was too short, or its tasks too few, to judge. */
export function workOf(evidence: Evidence): Work | null {
  const work = anyWorkOf(evidence);
  return work && work.wallMs >= shortestMs && work.times.begun >= fewestTasks ? work : null;
}

/** The same of a run of any length; null before its first task. */
export function anyWorkOf({ session, summary }: Evidence): Work | null {
  const { wallMs, lanes } = summary;
  const times = taskTimes(session);
  if (wallMs === null || wallMs <= 0 || times.begun === 0) return null;
  const pooled = lanes.some(({ id, kind }) => kind !== 'loop' && times.byLane.has(id));
  const own = lanes.filter(({ kind }) => (kind !== 'loop') === pooled);
  return { wallMs, lanes: own, pooled, times, computingRatio: computingRatio(own, wallMs) };
}

/** What the lanes had of the cores, and how long they were ready and had none, or not the lock that they share; null when that was not measured. */
export function timeOf({ lanes }: Work): { cpuMs: number; waitMs: number; lockMs: number } | null {
  let cpuMs = 0;
  let waitMs = 0;
  let lockMs = 0;
  for (const lane of lanes) {
    if (lane.cpuMs === null) return null;
    cpuMs += lane.cpuMs;
    waitMs += lane.waitMs ?? 0;
    lockMs += lane.lockMs ?? 0;
  }
  return lanes.length === 0 ? null : { cpuMs, waitMs, lockMs };
}

/** One core that is busy for no more than this has room for four times the tasks. */
export const roomyCores = 0.25;

/** What wants this many times the cores there are holds itself up; with less there is a core for each in turn. */
export const wantedOverThere = 1.25;

/** From this share of its cores on a run keeps them full: the rest is the system's and the start and end of tasks. */
export const fullCores = 0.85;

/** Handing a task to a thread costs 21 to 40 µs (measured); work of less than twice that gains nothing by going there. */
export const worthMovingMs = 0.1;

/** Share of their time in which the lanes had a task; may be more than 1 on a loop, which has many at a time. */
export function occupiedRatio({ times, lanes, wallMs }: Work): number {
  return lanes.length === 0 ? 0 : times.sumMs / (lanes.length * wallMs);
}

/**
 * Whether the tasks computed rather than waited, as far as there are cores for their lanes; null where they did some of
 * each, or nobody measured.
 */
export function computes(evidence: Evidence): boolean | null {
  const work = anyWorkOf(evidence);
  if (!work || work.computingRatio === null) return null;
  const cores = evidence.summary.cpu.effectiveCores ?? work.lanes.length;
  const nature = natureOf(work.computingRatio / Math.min(1, cores / work.lanes.length));
  return nature === 'both' ? null : nature === 'computes';
}

/** How many lanes that compute fill these cores: of 1.50 two. */
export const lanesFor = (effectiveCores: number) => Math.max(1, Math.ceil(effectiveCores));

/** A number for advice: its first digit, rounded up: 1, 2, 30, 500. */
export function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.ceil(value / step) * step;
}
