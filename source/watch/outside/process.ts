import { readText } from '../../machine/cgroup.ts';
import { monotonicMs } from '../../machine/clock.ts';
import { parseThrottledMs, readCores } from '../../machine/cores.ts';
import { countsFrom, machineOf } from '../../machine/started.ts';
import { noProfile } from '../../protocol/profile.ts';
import { defaultSampleIntervalMs, type Measured, roundMs } from '../../protocol/units.ts';
import type { Engine, Machine } from '../../protocol/vital-events.ts';
import type { WatchEvent } from '../../protocol/watch-events.ts';
import { Pace } from '../../telemetry/pace.ts';
import { HeldFile } from '../../telemetry/probes/held-file.ts';
import { MachineProbe } from '../../telemetry/probes/machine.ts';
import { ProcessProbe } from '../../telemetry/probes/usage.ts';
import { howToLookInside } from '../attach/cannot-attach.ts';
import { whyNoProfile } from '../no-profile.ts';
import {
  commandOf,
  exeOf,
  folderOf,
  numbersIn,
  type ProcessStat,
  programOf,
  readStat,
  whyHidden,
} from '../proc.ts';
import { type Runtime, runtimeOf } from '../runtime.ts';
import { ThreadLanes } from './threads.ts';

/** All looks at a program together may take this share of one core. */
const mostCostRatio = 0.02;

/** A process of which the system alone tells: nothing of Heddle's is in it. */
export class OutsideProcess {
  readonly pid: number;
  readonly #startTicks: number;
  readonly #exe: string | null;
  readonly #originMs = monotonicMs();
  readonly #write: (events: readonly WatchEvent[]) => void;
  readonly #pace = new Pace(defaultSampleIntervalMs, mostCostRatio);
  readonly #threads: ThreadLanes;
  readonly #usage: ProcessProbe;
  readonly #machine = new MachineProbe();
  readonly #cpuStat: HeldFile | null;
  readonly #throttledBeforeMs: Measured;
  #dropped = 0;

  /** `why`: what keeps Heddle from looking at it from inside, as a part of a sentence; null: what is usual for its runtime. */
  constructor(stat: ProcessStat, why: string | null, write: (events: readonly WatchEvent[]) => void) {
    const { pid } = stat;
    this.pid = pid;
    this.#startTicks = stat.startTicks;
    this.#exe = exeOf(pid);
    this.#write = write;
    this.#threads = new ThreadLanes(pid);
    this.#usage = new ProcessProbe(pid, 'engine');
    const cores = readCores(of(pid));
    const { cpuStatPath } = cores;
    this.#cpuStat = cpuStatPath === null ? null : new HeldFile(cpuStatPath);
    this.#throttledBeforeMs = this.#throttled();
    this.#write([this.#started(stat, why, machineOf(cores, of(pid)))]);
  }

  /** Whether the same program still runs in it: it has not ended, and has not become another one by `exec`. */
  get state(): 'there' | 'another' | 'gone' {
    const stat = readStat(this.pid);
    if (stat?.startTicks !== this.#startTicks) return 'gone';
    return exeOf(this.pid) === this.#exe ? 'there' : 'another';
  }

  /** Since when a look is due; below zero: it is not. */
  overdueMs(nowMs: number): number {
    return this.#pace.overdueMs(nowMs);
  }

  /** `of`: so many processes share what looks may cost. */
  look(nowMs: number, of: number): void {
    const overdueMs = this.#pace.overdueMs(nowMs);
    if (overdueMs < Number.POSITIVE_INFINITY)
      this.#dropped += Math.floor(Math.max(0, overdueMs) / defaultSampleIntervalMs);
    this.#pace.take(nowMs, () => this.#sample(nowMs), { of });
  }

  refuseProfile(forMs: number): void {
    const why = whyNoProfile(runtimeOf(this.#exe).name, this.pid);
    this.#write([noProfile(this.#at(monotonicMs()), forMs, why)]);
  }

  end(how: 'exited' | 'detached'): void {
    this.#write([{ type: 'watch-ended', atMs: this.#at(monotonicMs()), how, exitCode: null, signal: null }]);
    this.close();
  }

  close(): void {
    this.#usage.close();
    this.#cpuStat?.close();
    this.#machine.close();
  }

  #at = (nowMs: number) => roundMs(Math.max(0, nowMs - this.#originMs));

  #sample(nowMs: number): void {
    const atMs = this.#at(nowMs);
    const threads = this.#threads.look(atMs);
    const throttledMs = this.#throttled();
    const usage = this.#usage.sample(atMs, null, 'turn');
    this.#write([
      ...(threads?.events ?? []),
      {
        type: 'sample',
        atMs,
        loopLagsMs: [],
        lanes: [...(threads?.samples ?? [])],
        processes: [usage],
        machine: {
          ...this.#machine.sample(),
          throttledMs:
            throttledMs === null || this.#throttledBeforeMs === null
              ? null
              : roundMs(throttledMs - this.#throttledBeforeMs),
        },
        figures: [],
        overhead: { cpuMs: roundMs(this.#pace.usedMs), samplesDropped: this.#dropped },
      },
    ]);
  }

  #throttled(): Measured {
    const text = this.#cpuStat?.read() ?? null;
    return text === null ? null : parseThrottledMs(text);
  }

  #started({ parentPid, name }: ProcessStat, why: string | null, machine: Machine): WatchEvent {
    const { pid } = this;
    const told = commandOf(pid);
    // A thread of the kernel, and one that has ended, have no words.
    const command = told.join('').trim() === '' ? [name] : told;
    const runtime = runtimeOf(programOf(pid));
    return {
      type: 'watch-started',
      ...countsFrom(this.#originMs),
      target: { how: 'outside', pid, parentPid, command, folder: folderOf(pid) ?? '' },
      engine: engineOf(pid, this.#exe, runtime),
      machine,
      requests: 'none',
      stacks: false,
      unavailable: unavailableIn(pid, why ?? whyOutside(pid, runtime, command)),
    };
  }
}

/** Reads what a process has of its own where Heddle has that, too. */
const of = (pid: number) => (file: string) => readText(file.replace('/proc/self/', `/proc/${pid}/`));

/** Null where too little is known of its runtime. */
function engineOf(pid: number, path: string | null, { name, version, lock }: Runtime): Engine | null {
  if ((name !== 'node' && name !== 'python') || version === null) return null;
  const { platform } = process;
  return { runtime: name, version, pid, platform, path, lock, heapLimitBytes: null, figures: [] };
}

/** Why it is not seen from inside, and what to type instead. */
function whyOutside(pid: number, runtime: Runtime, command: readonly string[]): string {
  const how = howToLookInside(pid, runtime, command);
  return how === null ? 'only Node.js and Python tell of them' : `it was started without Heddle; ${how}`;
}

function unavailableIn(pid: number, why: string): string[] {
  const shut = numbersIn(pid, 'fd') === null;
  return [
    `Requests, the event loop and lines of code cannot be seen: ${why}.`,
    ...(shut ? [`Its files, sockets and PSS cannot be seen: ${whyHidden(pid)}.`] : []),
  ];
}
