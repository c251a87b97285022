import type { Measured } from '../protocol/units.ts';
import type { Session } from './state.ts';
import type { Vitals } from './vitals.ts';

/** Cores' worth of processor time used by the engine and its lanes over the running phase. */
export function busyCores({ cpu }: Vitals): Measured {
  if (!cpu.first || !cpu.last || cpu.last.atMs <= cpu.first.atMs) return null;
  return Math.max(0, cpu.last.cpuMs - cpu.first.cpuMs) / (cpu.last.atMs - cpu.first.atMs);
}

/** Cores' worth of processor time that its servers used meanwhile. */
export function serverCores({ cpu: { first, last } }: Vitals): Measured {
  if (!first || !last || last.atMs <= first.atMs) return null;
  if (first.serversMs === null || last.serversMs === null) return null;
  return Math.max(0, last.serversMs - first.serversMs) / (last.atMs - first.atMs);
}

/** Run-queue wait by all the time the lanes wanted to compute, since the first task's turn. */
export function queuedRatio({ lanes }: Vitals): Measured {
  let cpuMs = 0;
  let waitMs = 0;
  for (const lane of lanes) {
    if (lane.cpuMs === null || lane.waitMs === null) continue;
    cpuMs += lane.cpuMs;
    waitMs += lane.waitMs;
  }
  return cpuMs + waitMs > 0 ? waitMs / (cpuMs + waitMs) : null;
}

/**
 * Share of the running phase in which the loop was not idle. V8's profiler interrupts the loop as it waits, and libuv then
 * does not count the wait as idle: where there is a profile, that tells it.
 */
export function busyRatio({ loop, profile }: Session): Measured {
  if (profile) return profile.activeRatio;
  return loop.busy.ofMs > 0 ? loop.busy.busyMs / loop.busy.ofMs : null;
}
