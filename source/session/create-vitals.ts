import { emptyLagHistogram } from './lag-histogram.ts';
import { emptySeries, type Series } from './series.ts';
import type { Vitals } from './vitals.ts';

/**
 * The state before the first event. A program without a plan counts from the first look at it: it is `running`. `series`:
 * those of what may go on for days cover the last minutes only.
 */
export function createVitals(phase: Vitals['phase'], series: Series = emptySeries): Vitals {
  return {
    phase,
    atMs: 0,
    runningSinceMs: null,
    runningUntilMs: null,
    started: null,
    lanes: [],
    processes: [],
    loop: {
      lag: emptyLagHistogram,
      held: [],
      longest: [],
      freezeCount: 0,
      frozenMs: 0,
      places: [],
      frozenCollectingMs: 0,
      withoutCore: { freezes: 0, ms: 0 },
      busy: { busyMs: 0, ofMs: 0 },
    },
    cpu: {
      coreBusyRatio: null,
      engineCores: null,
      engineSeries: series,
      throttledMs: null,
      throttledBeforeMs: null,
      others: null,
      first: null,
      last: null,
    },
    memory: {
      rssBytes: null,
      pssBytes: null,
      peakRssBytes: null,
      peakPssBytes: null,
      peakVirtualBytes: null,
      peakHeapUsedBytes: null,
      baseRssBytes: null,
      basePssBytes: null,
      baseVirtualBytes: null,
      grownRssBytes: null,
      grownPssBytes: null,
      grownVirtualBytes: null,
      rssSeries: series,
      machineUsedBytes: null,
    },
    output: {
      lines: [],
      droppedLines: 0,
      open: { stdout: false, stderr: false },
      bytes: 0,
      droppedBytes: 0,
    },
    figures: new Map(),
    overhead: {
      cpuRatio: null,
      samplesDropped: 0,
      hostCpuRatio: null,
      hostRssBytes: null,
      since: null,
      host: null,
    },
    emptySeries: series,
  };
}
