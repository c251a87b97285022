import { readdirSync, readFileSync } from 'node:fs';
import type { Measured } from '../../protocol/units.ts';
import type { ProcessSample } from '../../protocol/vital-events.ts';
import { ThreadProbe } from './usage.ts';

export type OtherThreads = NonNullable<ProcessSample['otherThreads']>;

/** Each that is looked at holds a descriptor; of a process with more the first ones tell. */
const mostHeld = 64;
/** A thread that wants a core for less of the time mostly waits for another. */
const busyRatio = 0.5;

const nothing = { cpuMs: 0, waitMs: 0, busy: 0 };

type Seen = {
  readonly probe: ThreadProbe;
  readonly name: string;
  /** Whether it ran, or waited for a core, as it was first seen. */
  readonly ready: boolean;
  cpuMs: number;
  waitMs: number;
};

/**
 * The threads of a process that are neither the runtime's own nor lanes: native code has started them (BLAS, OpenMP, libvips),
 * or the work itself has. Many live for some milliseconds only: what those used the kernel counts for their process, and how
 * many there are at a time the looks tell.
 */
export class OtherThreadsProbe {
  readonly #pid: number;
  /** The runtime's own. */
  readonly #own: ReadonlySet<number>;
  readonly #seen = new Map<number, Seen>();
  #atMs = Number.NaN;
  #sums = { ...nothing };
  /** What they wanted of the cores by the looks: one that is new and ready stands for all the time since the look before. */
  #wantedMs = 0;
  /** Of threads that have ended: what they had used when it began to count, and what of it was seen since. */
  #ended = { beforeMs: 0, seenMs: 0 };
  /** What threads of each name have used. */
  readonly #names = new Map<string, number>();

  /** `hasThreads`: the runtime has threads of its own, which are there now; else only the main one is its own. */
  constructor(pid: number, hasThreads: boolean) {
    this.#pid = pid;
    this.#own = new Set([pid, ...(hasThreads ? (threadsOf(pid) ?? []) : [])]);
  }

  /**
   * `lanes`: the numbers of threads that are lanes. `anew`: from now on it counts. `endedMs`: what threads of the process used
   * that have ended; null: not known. Null where it cannot be told.
   */
  sample(
    nowMs: number,
    lanes: ReadonlySet<number>,
    anew: boolean,
    endedMs: Measured = null,
  ): OtherThreads | null {
    const all = threadsOf(this.#pid);
    if (all === null) return null;
    const others = all.filter((tid) => !this.#own.has(tid) && !lanes.has(tid));
    const alive = new Set(others);
    for (const [tid, { probe, cpuMs }] of this.#seen) {
      if (alive.has(tid)) continue;
      probe.close();
      this.#ended.seenMs += cpuMs;
      this.#seen.delete(tid);
    }
    const overMs = nowMs - this.#atMs;
    this.#atMs = nowMs;
    if (anew) {
      this.#sums = { ...nothing };
      this.#wantedMs = 0;
      this.#ended = { beforeMs: endedMs ?? 0, seenMs: 0 };
    }
    let busy = 0;
    for (const tid of others) busy += this.#look(tid, anew ? Number.NaN : overMs);
    this.#sums.busy = Math.max(this.#sums.busy, busy);
    const unseenMs = endedMs === null ? 0 : endedMs - this.#ended.beforeMs - this.#ended.seenMs;
    const cpuMs = this.#sums.cpuMs + Math.max(0, unseenMs);
    const waitMs = Math.max(this.#sums.waitMs, this.#wantedMs - cpuMs);
    return { ...this.#sums, threads: others.length, cpuMs, waitMs, name: this.#nameOfBusiest() };
  }

  close(): void {
    for (const { probe } of this.#seen.values()) probe.close();
    this.#seen.clear();
  }

  /** Adds up what a thread has used since the last look; 1 if it was busy. `overMs`: NaN, nothing counts yet. */
  #look(tid: number, overMs: number): 0 | 1 {
    const known = this.#seen.get(tid);
    const seen = known ?? this.#see(tid);
    const { cpuMs, waitMs } = seen?.probe.sample() ?? { cpuMs: null, waitMs: null };
    if (!seen || cpuMs === null || waitMs === null) return 0;
    const [moreCpuMs, moreWaitMs] = [cpuMs - seen.cpuMs, waitMs - seen.waitMs];
    seen.cpuMs = cpuMs;
    seen.waitMs = waitMs;
    if (Number.isNaN(overMs)) return 0;
    this.#sums.cpuMs += moreCpuMs;
    this.#sums.waitMs += moreWaitMs;
    this.#names.set(seen.name, (this.#names.get(seen.name) ?? 0) + moreCpuMs);
    const wantedMs = known ? moreCpuMs + moreWaitMs : Number(seen.ready) * overMs;
    this.#wantedMs += wantedMs;
    return wantedMs >= busyRatio * overMs ? 1 : 0;
  }

  #see(tid: number): Seen | null {
    if (this.#seen.size >= mostHeld) return null;
    const probe = new ThreadProbe(this.#pid, tid);
    const seen = { probe, ...statusOf(this.#pid, tid), cpuMs: 0, waitMs: 0 };
    this.#seen.set(tid, seen);
    return seen;
  }

  #nameOfBusiest(): string | null {
    const [busiest] = [...this.#names].sort(([, a], [, b]) => b - a);
    return busiest?.[0] || null;
  }
}

function threadsOf(pid: number): number[] | null {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return null;
  }
}

/** Without a name when it has just ended. */
function statusOf(pid: number, tid: number): { name: string; ready: boolean } {
  try {
    const stat = readFileSync(`/proc/${pid}/task/${tid}/stat`, 'latin1');
    const end = stat.lastIndexOf(')');
    return { name: stat.slice(stat.indexOf('(') + 1, end), ready: stat[end + 2] === 'R' };
  } catch {
    return { name: '', ready: false };
  }
}
