import { type Measured, rounded } from '../protocol/units.ts';
import { busyCores } from './cpu-use.ts';
import { lagAt } from './lag-histogram.ts';
import { type LoopSummary, loopOf } from './loop-summary.ts';
import type { Program } from './program.ts';
import type { Route } from './requests.ts';
import type { Profile, Watch } from './watch.ts';

/** Requests to one route, or from the program to one place: all that have ended. */
export type RouteSummary = Pick<Route, 'kind' | 'route' | 'count' | 'failed'> & {
  meanMs: Measured;
  p50Ms: Measured;
  p99Ms: Measured;
  maxMs: Measured;
};

/** What one process of a program came to. Times in milliseconds since it was first seen. */
export type ProcessSummary = {
  pid: number;
  parentPid: Measured;
  how: 'launched' | 'attached' | 'outside' | null;
  runtime: string | null;
  version: string | null;
  command: readonly string[];
  unavailable: readonly string[];
  observedMs: number;
  /** Until its loop turned for the first time; null: nobody saw that. */
  loadedMs: Measured;
  ended: Watch['ended'];
  loop: LoopSummary;
  requests: { begun: number; ended: number; failed: number; uncounted: number; routes: RouteSummary[] };
  cpu: { cores: Measured; effectiveCores: Measured };
  memory: { rssBytes: Measured; peakRssBytes: Measured; peakPssBytes: Measured };
  /** The profile that was asked for last; null: none was. */
  profile: Omit<Profile, 'askedMs'> | null;
  /** Heddle's own, of one core. */
  overheadRatio: Measured;
  samplesDropped: number;
};

/** All processes of a program that told of themselves, those that worked most first. */
export function processesOf(program: Program): ProcessSummary[] {
  return [...program.watches]
    .map(([pid, watch]) => processOf(pid, watch))
    .sort((a, b) => b.observedMs * (b.cpu.cores ?? 0) - a.observedMs * (a.cpu.cores ?? 0));
}

function processOf(pid: number, watch: Watch): ProcessSummary {
  const { program, started, loop, memory, requests } = watch;
  const { begun, ended, failed, uncounted, routes } = requests;
  return {
    pid,
    parentPid: program?.target.parentPid ?? null,
    how: program?.target.how ?? null,
    runtime: started?.engine?.runtime ?? null,
    version: started?.engine?.version ?? null,
    command: program?.target.command ?? [],
    unavailable: program?.unavailable ?? [],
    observedMs: watch.atMs,
    loadedMs: watch.loadedMs,
    ended: watch.ended,
    loop: loopOf(watch, loop.busy.ofMs > 0 ? loop.busy.busyMs / loop.busy.ofMs : null),
    requests: { begun, ended, failed, uncounted, routes: routes.map(routeOf) },
    cpu: { cores: rounded(busyCores(watch)), effectiveCores: program?.machine.effectiveCores ?? null },
    memory: {
      rssBytes: memory.rssBytes,
      peakRssBytes: memory.peakRssBytes,
      peakPssBytes: memory.peakPssBytes,
    },
    profile: profileOf(watch.profile),
    overheadRatio: rounded(watch.overhead.cpuRatio ?? null),
    samplesDropped: watch.overhead.samplesDropped,
  };
}

function profileOf(profile: Profile | null): ProcessSummary['profile'] {
  if (profile === null) return null;
  const { askedMs, ...told } = profile;
  return told;
}

function routeOf({ kind, route, count, failed, sumMs, durations }: Route): RouteSummary {
  return {
    ...{ kind, route, count, failed },
    meanMs: count > 0 ? rounded(sumMs / count) : null,
    p50Ms: rounded(lagAt(durations, 0.5)),
    p99Ms: rounded(lagAt(durations, 0.99)),
    maxMs: count > 0 ? rounded(durations.maxMs) : null,
  };
}
