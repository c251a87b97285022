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

/** Cores' worth of processor time that processes used meanwhile which the work had started; null: they were not looked at. */
export function childCores({ cpu: { first, last } }: Vitals): Measured {
  if (!first || !last || last.atMs <= first.atMs) return null;
  if (first.childrenMs === null || last.childrenMs === null) return null;
  return Math.max(0, last.childrenMs - first.childrenMs) / (last.atMs - first.atMs);
}

/** Run-queue wait by all the time the lanes wanted to compute, for a lock included, since the first task's turn. */
export function queuedRatio({ lanes }: Vitals): Measured {
  let wantedMs = 0;
  let waitMs = 0;
  for (const lane of lanes) {
    if (lane.cpuMs === null || lane.waitMs === null) continue;
    wantedMs += lane.cpuMs + lane.waitMs + (lane.lockMs ?? 0);
    waitMs += lane.waitMs;
  }
  return wantedMs > 0 ? waitMs / wantedMs : null;
}

/**
 * Share of the running phase in which the loop was not idle. V8's profiler interrupts the loop as it waits, and libuv then
 * does not count the wait as idle: where there is a profile of V8, that tells it.
 */
export function busyRatio({ loop, profile, plan }: Session): Measured {
  if (profile && plan?.interpreter === null) return profile.activeRatio;
  return loop.busy.ofMs > 0 ? loop.busy.busyMs / loop.busy.ofMs : null;
}
