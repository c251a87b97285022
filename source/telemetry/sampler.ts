import { type Cores, parseThrottledMs } from '../machine/cores.ts';
import type { RunEvent } from '../protocol/events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import type { Figure, ProcessSample } from '../protocol/vital-events.ts';
import type { FreezeWatch } from './freeze-watch.ts';
import type { LaneWatch } from './lane-watch.ts';
import { HeldFile } from './probes/held-file.ts';
import { MachineProbe } from './probes/machine.ts';
import { threadCpuMs } from './probes/this-thread.ts';
import { ProcessProbe } from './probes/usage.ts';

/** A sample on the border of two phases; after the last one the lanes end, and nothing is left to be measured. */
export type Border = 'none' | 'first' | 'last';

/** Sampling may take this share of one core; with hundreds of lanes it becomes less frequent instead of dearer. */
const mostCostRatio = 0.01;
/** PSS of all processes at once only for a few of them; else one process a sample, in turn: it takes 1 ms each. */
const fewProcesses = 32;

/** Takes telemetry samples as often as was asked for, or as its own cost allows. */
export class Sampler {
  readonly #intervalMs: number;
  readonly #machine = new MachineProbe();
  readonly #subject: ProcessProbe;
  readonly #figures: () => Figure[];
  readonly #ownCpuMs: () => Measured;
  readonly #cpuStat: HeldFile | null;
  readonly #children = new Map<number, ProcessProbe>();
  readonly #servers = new Map<number, ProcessProbe>();
  readonly #throttledBeforeMs: Measured;
  #nextMs = 0;
  #dropped = 0;
  #turn = 0;

  /**
   * `pid`: the process under observation. `figures`: measures what only its runtime has. `ownCpuMs`: processor time
   * that watching it has taken so far.
   */
  constructor(options: {
    intervalMs: number;
    cores: Cores;
    pid: number;
    figures: () => Figure[];
    ownCpuMs: () => Measured;
  }) {
    const { cpuStatPath } = options.cores;
    this.#intervalMs = options.intervalMs;
    this.#subject = new ProcessProbe(options.pid, 'engine');
    this.#figures = options.figures;
    this.#ownCpuMs = options.ownCpuMs;
    this.#cpuStat = cpuStatPath === null ? null : new HeldFile(cpuStatPath);
    this.#throttledBeforeMs = this.#throttled();
  }

  due(now: number): boolean {
    return now >= this.#nextMs;
  }

  addServer(pid: number): void {
    this.#servers.set(pid, new ProcessProbe(pid, 'server'));
  }

  sample(now: number, border: Border, lanes: LaneWatch, freezes: FreezeWatch, lagsMs: number[]): RunEvent {
    const began = threadCpuMs() ?? 0;
    // More than one interval late: the watcher did not get to it, and what happened meanwhile was not sampled.
    if (this.#nextMs > 0 && now > this.#nextMs) {
      this.#dropped += Math.max(0, Math.floor((now - this.#nextMs) / this.#intervalMs));
    }
    const overdue = freezes.overdueMs(now);
    const throttled = this.#throttled();
    const event: RunEvent = {
      type: 'sample',
      atMs: roundMs(now),
      loopLagsMs: lagsMs,
      lanes: lanes
        .samples(now)
        .map((lane) => (lane.lane === 0 ? { ...lane, lagMs: Math.max(overdue, ...lagsMs) } : lane)),
      processes: this.#processes(now, border, lanes),
      machine: {
        ...this.#machine.sample(),
        throttledMs:
          throttled === null || this.#throttledBeforeMs === null
            ? null
            : roundMs(throttled - this.#throttledBeforeMs),
      },
      figures: this.#figures(),
      overhead: { cpuMs: rounded(this.#ownCpuMs()), samplesDropped: this.#dropped },
    };
    const costMs = (threadCpuMs() ?? 0) - began;
    this.#nextMs = now + Math.max(this.#intervalMs, costMs / mostCostRatio);
    return event;
  }

  #processes(now: number, border: Border, lanes: LaneWatch): ProcessSample[] {
    const children = lanes.processes(this.#subject.pid);
    const all = 1 + children.length + this.#servers.size;
    const turn = this.#turn++ % all;
    const pssFor = (index: number) =>
      border === 'last' || (border === 'first' && all <= fewProcesses)
        ? 'now'
        : index === turn
          ? 'turn'
          : 'no';
    const samples = [this.#subject.sample(now, lanes.mainHeapUsedBytes, pssFor(0))];
    const alive = new Set(children.map((child) => child.pid));
    for (const [pid, probe] of this.#children) {
      if (alive.has(pid)) continue;
      probe.close();
      this.#children.delete(pid);
    }
    for (const { pid, heapUsedBytes } of children) {
      const probe = this.#children.get(pid) ?? new ProcessProbe(pid, 'lane');
      this.#children.set(pid, probe);
      samples.push(probe.sample(now, heapUsedBytes, pssFor(samples.length)));
    }
    for (const probe of this.#servers.values()) samples.push(probe.sample(now, null, pssFor(samples.length)));
    return samples;
  }

  #throttled(): Measured {
    const text = this.#cpuStat?.read() ?? null;
    return text === null ? null : parseThrottledMs(text);
  }
}
