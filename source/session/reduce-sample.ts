import type { Measured } from '../protocol/units.ts';
import type { ProcessSample, VitalEventOf } from '../protocol/vital-events.ts';
import { addCollecting } from './collecting.ts';
import { addFigures } from './figures.ts';
import { addLags } from './lag-histogram.ts';
import { addToSeries } from './series.ts';
import type { Cpu, Lane, Loop, Memory, Overhead, ProcessUsage, Vitals } from './vitals.ts';

type Sample = VitalEventOf<'sample'>;

/** Adds one telemetry sample; part of `reduceVitals`. */
export function addSample<V extends Vitals>(vitals: V, event: Sample): V {
  const processes = addProcesses(vitals.processes, event.processes);
  const running = vitals.phase === 'running';
  return {
    ...vitals,
    runningSinceMs: vitals.runningSinceMs ?? (running ? event.atMs : null),
    processes,
    lanes: addLanes(vitals, event, running),
    // Set-up and closing are not the work: their lag is not counted.
    loop: running ? addLoop(vitals, event) : vitals.loop,
    cpu: addCpu(vitals.cpu, usedSince(vitals.processes, event), event, running),
    memory: addMemory(vitals.memory, processes, event, running || vitals.phase === 'starting'),
    figures: running ? addFigures(vitals.figures, event.figures) : vitals.figures,
    overhead: addOverhead(vitals.overhead, event, running),
  };
}

function addLoop({ loop, cpu }: Vitals, event: Sample): Loop {
  const ratio = event.lanes.find(({ lane }) => lane === 0)?.utilizationRatio ?? null;
  // The first sample tells of the time before it, in which lanes started.
  const overMs = cpu.first && cpu.last && ratio !== null ? event.atMs - cpu.last.atMs : 0;
  const { busyMs, ofMs } = loop.busy;
  return {
    ...loop,
    lag: addLags(loop.lag, event.loopLagsMs),
    busy: { busyMs: busyMs + overMs * (ratio ?? 0), ofMs: ofMs + overMs },
  };
}

function addLanes({ lanes, cpu }: Vitals, event: Sample, running: boolean): readonly Lane[] {
  const overMs = cpu.last ? event.atMs - cpu.last.atMs : 0;
  const samples = new Map(event.lanes.map((sample) => [sample.lane, sample]));
  return lanes.map((lane) => {
    const sample = samples.get(lane.id);
    if (!sample) return lane;
    const { cpuMs, waitMs, lockMs, lagMs, utilizationRatio, copyMs, task } = sample;
    const lag = addToSeries(lane.lag, event.atMs, lagMs);
    const known = cpuMs !== null && waitMs !== null;
    const base = lane.base ?? (running && known ? { cpuMs, waitMs, lockMs } : null);
    // Of the sample that is the base nothing follows yet: it takes a second one to measure.
    const time =
      lane.base && known
        ? {
            cpuMs: Math.max(0, cpuMs - lane.base.cpuMs),
            waitMs: Math.max(0, waitMs - lane.base.waitMs),
            lockMs: sinceBase(lockMs, lane.base.lockMs),
          }
        : { cpuMs: lane.cpuMs, waitMs: lane.waitMs, lockMs: lane.lockMs };
    const more = above(time.lockMs, lane.lockMs ?? (lane.base ? 0 : null));
    const locked = addToSeries(lane.locked, event.atMs, shareOf(more, overMs));
    const noCoreRatio = shareOf(above(time.waitMs, lane.waitMs ?? (lane.base ? 0 : null)), overMs);
    return {
      ...{ ...lane, ...time, base, lagMs, utilizationRatio, noCoreRatio, task, lag, locked },
      copyMs: copyMs ?? lane.copyMs,
      collecting: running ? addCollecting(lane.collecting, event.atMs, sample) : lane.collecting,
    };
  });
}

const shareOf = (ms: Measured, overMs: number): Measured =>
  ms === null || overMs <= 0 ? null : Math.min(1, Math.max(0, ms) / overMs);

function sinceBase(value: Measured, base: Measured): Measured {
  const ms = above(value, base);
  return ms === null ? null : Math.max(0, ms);
}

/**
 * PSS is measured less often than the rest: where a sample has none, the last one stands. It never is more than RSS, which may
 * have fallen since: then it has as well, at least to that.
 */
function addProcesses(
  before: readonly ProcessUsage[],
  samples: readonly ProcessSample[],
): readonly ProcessUsage[] {
  const known = new Map(before.map((usage) => [usage.pid, usage]));
  return samples.map((sample) => {
    const pssBytes = sample.pssBytes ?? known.get(sample.pid)?.pssBytes ?? null;
    return { ...sample, pssBytes: pssBytes === null ? null : (smallest(pssBytes, sample.rssBytes) ?? null) };
  });
}

/**
 * Processor time (ms) since the sample before. Of a process seen for the first time nothing is counted: most of what it
 * used until then (its start) was before that sample, and would look like more cores than there are.
 */
function usedSince(before: readonly ProcessUsage[], event: Sample): Measured {
  const known = new Map(before.map(({ pid, cpuMs }) => [pid, cpuMs]));
  return sum(ofTheRun(event.processes).map(({ pid, cpuMs }) => above(cpuMs, known.get(pid) ?? cpuMs)));
}

function addCpu(cpu: Cpu, usedMs: Measured, event: Sample, running: boolean): Cpu {
  const cpuMs = sum(ofTheRun(event.processes).map((process) => process.cpuMs));
  const servers = event.processes.filter((process) => process.role === 'server');
  const serversMs = servers.length === 0 ? 0 : sum(servers.map((process) => process.cpuMs));
  const engine = event.processes.find(({ role }) => role === 'engine');
  const engineMs = engine?.cpuMs ?? null;
  const childrenMs = engine?.childrenCpuMs ?? null;
  const watcherMs = event.overhead.cpuMs;
  const now = cpuMs === null ? null : { atMs: event.atMs, cpuMs, serversMs, engineMs, watcherMs, childrenMs };
  const engineCores =
    usedMs !== null && cpu.last && event.atMs > cpu.last.atMs
      ? Math.max(0, usedMs) / (event.atMs - cpu.last.atMs)
      : cpu.engineCores;
  return {
    coreBusyRatio: event.machine.coreBusyRatio ?? cpu.coreBusyRatio,
    engineCores,
    engineSeries: addToSeries(cpu.engineSeries, event.atMs, engineCores),
    throttledMs: event.machine.throttledMs ?? cpu.throttledMs,
    throttledBeforeMs: cpu.throttledBeforeMs ?? (running ? event.machine.throttledMs : null),
    others: running ? addOthers(cpu, usedMs, event, serversMs) : cpu.others,
    first: cpu.first ?? (running ? now : null),
    last: now ?? cpu.last,
  };
}

/** What other programs used since the last sample: all that was used, less the run's own and its servers'. */
function addOthers(
  { others, last }: Cpu,
  usedMs: Measured,
  { atMs, machine: { coreBusyRatio } }: Sample,
  serversMs: Measured,
): Cpu['others'] {
  if (!last || usedMs === null || serversMs === null || last.serversMs === null || coreBusyRatio === null)
    return others;
  const overMs = atMs - last.atMs;
  const ownMs = Math.max(0, usedMs) + Math.max(0, serversMs - last.serversMs);
  const allMs = coreBusyRatio.reduce((sum, ratio) => sum + ratio, 0) * overMs;
  return {
    usedMs: (others?.usedMs ?? 0) + Math.max(0, allMs - ownMs),
    ofMs: (others?.ofMs ?? 0) + coreBusyRatio.length * overMs,
    ownMs: (others?.ownMs ?? 0) + ownMs,
  };
}

function addMemory(
  memory: Memory,
  processes: readonly ProcessUsage[],
  event: Sample,
  counted: boolean,
): Memory {
  const own = ofTheRun(processes);
  const rssBytes = sum(own.map((process) => process.rssBytes));
  const pssBytes = sum(own.map((process) => process.pssBytes));
  const virtualBytes = sum(own.map((process) => process.virtualBytes));
  const base = {
    baseRssBytes: counted ? smallest(memory.baseRssBytes, rssBytes) : memory.baseRssBytes,
    basePssBytes: counted ? smallest(memory.basePssBytes, pssBytes) : memory.basePssBytes,
    baseVirtualBytes: counted ? smallest(memory.baseVirtualBytes, virtualBytes) : memory.baseVirtualBytes,
  };
  return {
    ...base,
    rssBytes,
    pssBytes,
    peakRssBytes: largest(memory.peakRssBytes, rssBytes),
    // The peak of a part (before all processes were measured) is not the peak of the whole.
    peakPssBytes: pssBytes === null ? null : largest(memory.peakPssBytes, pssBytes),
    peakVirtualBytes: largest(memory.peakVirtualBytes, virtualBytes),
    peakHeapUsedBytes: largest(
      memory.peakHeapUsedBytes,
      processes.find(({ role }) => role === 'engine')?.heapUsedBytes ?? null,
    ),
    grownRssBytes: largest(memory.grownRssBytes, above(rssBytes, base.baseRssBytes)),
    grownPssBytes:
      pssBytes === null ? null : largest(memory.grownPssBytes, above(pssBytes, base.basePssBytes)),
    grownVirtualBytes: largest(memory.grownVirtualBytes, above(virtualBytes, base.baseVirtualBytes)),
    rssSeries: addToSeries(memory.rssSeries, event.atMs, rssBytes),
    machineUsedBytes: event.machine.memoryUsedBytes ?? memory.machineUsedBytes,
  };
}

/** Loading the watcher is not watching: its cost counts from the first sample of the running phase. */
function addOverhead(overhead: Overhead, event: Sample, running: boolean): Overhead {
  const { cpuMs, samplesDropped } = event.overhead;
  const now = cpuMs === null ? null : { atMs: event.atMs, cpuMs };
  const since = overhead.since ?? (running ? now : null);
  const measured = now && since && now.atMs > since.atMs;
  const cpuRatio = measured
    ? Math.max(0, now.cpuMs - since.cpuMs) / (now.atMs - since.atMs)
    : overhead.cpuRatio;
  return { ...overhead, since, cpuRatio, samplesDropped };
}

function ofTheRun<T extends { role: ProcessUsage['role'] }>(processes: readonly T[]): readonly T[] {
  return processes.filter((process) => process.role !== 'server');
}

/** Null when nothing was measured or when a part is missing: a partial sum would be a lie. */
function sum(values: readonly Measured[]): Measured {
  if (values.length === 0) return null;
  let total = 0;
  for (const value of values) {
    if (value === null) return null;
    total += value;
  }
  return total;
}

function above(value: Measured, base: Measured): Measured {
  return value === null || base === null ? null : value - base;
}

function largest(a: Measured, b: Measured): Measured {
  if (a === null) return b;
  return b === null ? a : Math.max(a, b);
}

function smallest(a: Measured, b: Measured): Measured {
  if (a === null) return b;
  return b === null ? a : Math.min(a, b);
}
