import { type Cores, parseThrottledMs } from '../machine/cores.ts';
import type { RunEvent } from '../protocol/events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import type { Figure, ProcessSample } from '../protocol/vital-events.ts';
import type { FreezeWatch } from './freeze-watch.ts';
import type { LaneWatch } from './lane-watch.ts';
import { ChildrenProbe, countChildren } from './probes/children.ts';
import { HeldFile } from './probes/held-file.ts';
import { MachineProbe } from './probes/machine.ts';
import { type OtherThreads, OtherThreadsProbe } from './probes/other-threads.ts';
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
  readonly #restIntervalMs: number;
  readonly #machine = new MachineProbe();
  readonly #subject: ProcessProbe;
  readonly #hasThreads: boolean;
  /** Of the subject and of lanes that are processes, by their numbers. */
  readonly #others = new Map<number, OtherThreadsProbe>();
  readonly #figures: () => Figure[];
  readonly #ownCpuMs: () => Measured;
  readonly #cpuStat: HeldFile | null;
  readonly #children = new Map<number, ProcessProbe>();
  /** Null where processes that the work starts are not looked at. */
  readonly #started: ChildrenProbe | null;
  readonly #servers = new Map<number, ProcessProbe>();
  readonly #throttledBeforeMs: Measured;
  #nextMs = 0;
  #lastMs = Number.NEGATIVE_INFINITY;
  /** When it was last asked whether one is due. */
  #askedMs = Number.NEGATIVE_INFINITY;
  #dropped = 0;
  #turn = 0;

  /**
   * `restIntervalMs`: while nothing goes on in it. `pid`: the process under observation. `figures`: measures what only its runtime
   * has. `ownCpuMs`: processor time that watching it has taken so far. `hasThreads`: its runtime has threads of its own.
   * `asksChildren`: what the work starts is looked at as well.
   */
  constructor(options: {
    intervalMs: number;
    restIntervalMs?: number | undefined;
    cores: Cores;
    pid: number;
    figures: () => Figure[];
    ownCpuMs: () => Measured;
    hasThreads: boolean;
    asksChildren: boolean;
  }) {
    const { cpuStatPath } = options.cores;
    this.#intervalMs = options.intervalMs;
    this.#restIntervalMs = options.restIntervalMs ?? options.intervalMs;
    this.#subject = new ProcessProbe(options.pid, 'engine');
    this.#hasThreads = options.hasThreads;
    this.#others.set(options.pid, new OtherThreadsProbe(options.pid, options.hasThreads));
    this.#started = options.asksChildren ? new ChildrenProbe(options.pid) : null;
    this.#figures = options.figures;
    this.#ownCpuMs = options.ownCpuMs;
    this.#cpuStat = cpuStatPath === null ? null : new HeldFile(cpuStatPath);
    this.#throttledBeforeMs = this.#throttled();
  }

  /**
   * `restsSinceMs`: since when nothing goes on; null: something does. After that one more comes as early as ever, so that the
   * latest shows the end of it.
   */
  due(now: number, restsSinceMs: number | null = null): boolean {
    const rests = restsSinceMs !== null && restsSinceMs <= this.#lastMs;
    const isDue = now >= this.#nextMs && (!rests || now >= this.#lastMs + this.#restIntervalMs);
    if (!isDue) this.#askedMs = now;
    return isDue;
  }

  addServer(pid: number): void {
    this.#servers.set(pid, new ProcessProbe(pid, 'server'));
  }

  sample(now: number, border: Border, lanes: LaneWatch, freezes: FreezeWatch, lagsMs: number[]): RunEvent {
    const began = threadCpuMs() ?? 0;
    // More than one interval late: the watcher did not get to it, and what happened meanwhile was not sampled.
    const dueMs = Math.max(this.#nextMs, this.#askedMs);
    if (this.#nextMs > 0 && now > dueMs) this.#dropped += Math.floor((now - dueMs) / this.#intervalMs);
    this.#lastMs = now;
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
      figures: [...this.#figures(), this.#childProcesses(lanes)],
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
    const alive = new Set(children.map((child) => child.pid));
    const childrenCpuMs = this.#started?.sample(new Set([...alive, ...this.#servers.keys()])) ?? null;
    const laneThreads = lanes.threads;
    const threadsOf = (probe: ProcessProbe) => this.#otherThreads(probe, now, border, laneThreads);
    const main = this.#subject.sample(now, lanes.mainHeapUsedBytes, pssFor(0));
    const samples = [{ ...main, childrenCpuMs, otherThreads: threadsOf(this.#subject) }];
    for (const [pid, probe] of this.#children) {
      if (alive.has(pid)) continue;
      probe.close();
      this.#children.delete(pid);
      this.#others.get(pid)?.close();
      this.#others.delete(pid);
    }
    for (const { pid, heapUsedBytes } of children) {
      const probe = this.#children.get(pid) ?? new ProcessProbe(pid, 'lane');
      this.#children.set(pid, probe);
      const sample = probe.sample(now, heapUsedBytes, pssFor(samples.length));
      samples.push({ ...sample, otherThreads: threadsOf(probe) });
    }
    for (const probe of this.#servers.values()) samples.push(probe.sample(now, null, pssFor(samples.length)));
    return samples;
  }

  #otherThreads(
    { pid, endedThreadsMs }: ProcessProbe,
    now: number,
    border: Border,
    lanes: ReadonlySet<number>,
  ): OtherThreads | null {
    const probe = this.#others.get(pid) ?? new OtherThreadsProbe(pid, this.#hasThreads);
    this.#others.set(pid, probe);
    return probe.sample(now, lanes, border === 'first', endedThreadsMs);
  }

  #childProcesses(lanes: LaneWatch): Figure {
    const { pid } = this.#subject;
    const apart = new Set([...lanes.processes(pid).map((lane) => lane.pid), ...this.#servers.keys()]);
    const value = countChildren(pid, apart);
    return { name: 'childProcesses', title: 'processes that tasks started', value, unit: 'processes' };
  }

  #throttled(): Measured {
    const text = this.#cpuStat?.read() ?? null;
    return text === null ? null : parseThrottledMs(text);
  }
}
