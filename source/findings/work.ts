import type { Measured } from '../protocol/units.ts';
import { type LaneSummary, shortestMs } from '../session/summary.ts';
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
  /** Time the lanes computed or were ready to and waited for a core, by all their time: 1 is computing without a pause. */
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

/**
 * A lane that computes gets at least this share of what it wants, also on a machine crowded by 20 others (5 % measured).
 * What it waited beyond that were timers that woke up late: a loop that only waits computes 1 to 3 % of the time.
 */
const leastServedRatio = 0.04;

function computingRatio(lanes: readonly LaneSummary[], wallMs: number): Measured {
  let wantedMs = 0;
  for (const { cpuMs, waitMs } of lanes) {
    if (cpuMs === null) return null;
    wantedMs += Math.min(cpuMs + (waitMs ?? 0), cpuMs / leastServedRatio);
  }
  return lanes.length === 0 ? null : wantedMs / (lanes.length * wallMs);
}

/** What the lanes had of the cores, and how long they were ready and had none; null when that was not measured. */
export function timeOf({ lanes }: Work): { cpuMs: number; waitMs: number } | null {
  let cpuMs = 0;
  let waitMs = 0;
  for (const lane of lanes) {
    if (lane.cpuMs === null) return null;
    cpuMs += lane.cpuMs;
    waitMs += lane.waitMs ?? 0;
  }
  return lanes.length === 0 ? null : { cpuMs, waitMs };
}

/** One core that is busy for no more than this has room for four times the tasks. */
export const roomyCores = 0.25;

/** From this share of its cores on a run keeps them full: the rest is the system's and the start and end of tasks. */
export const fullCores = 0.85;

/** Share of their time in which the lanes had a task; may be more than 1 on a loop, which has many at a time. */
export function occupiedRatio({ times, lanes, wallMs }: Work): number {
  return lanes.length === 0 ? 0 : times.sumMs / (lanes.length * wallMs);
}

/**
 * Below this a lane mostly waited, from here on it computed. Half: a lane that waits uses next to nothing, one that
 * computes nearly all, and a run in between is no case for advice either way.
 */
const mostlyRatio = 0.5;

/** Whether the tasks computed rather than waited; null when that was not measured. */
export function computes(evidence: Evidence): boolean | null {
  const work = anyWorkOf(evidence);
  if (!work || work.computingRatio === null) return null;
  const cores = evidence.summary.cpu.effectiveCores ?? work.lanes.length;
  const atMost = Math.min(1, cores / work.lanes.length);
  return work.computingRatio >= mostlyRatio * atMost;
}

/** How many lanes that compute fill these cores: of 1.50 two. */
export const lanesFor = (effectiveCores: number) => Math.max(1, Math.ceil(effectiveCores));

/** A number for advice: its first digit, rounded up: 1, 2, 30, 500. */
export function roundUp(value: number): number {
  const step = 10 ** Math.floor(Math.log10(Math.max(1, value)));
  return Math.ceil(value / step) * step;
}
