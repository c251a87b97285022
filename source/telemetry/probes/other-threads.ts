import { readdirSync, readFileSync } from 'node:fs';
import type { ProcessSample } from '../../protocol/vital-events.ts';
import { ThreadProbe } from './usage.ts';

export type OtherThreads = NonNullable<ProcessSample['otherThreads']>;

/** Each that is looked at holds a descriptor; of a process with more the first ones tell. */
const mostHeld = 64;
/** A thread that wants a core for less of the time mostly waits for another. */
const busyRatio = 0.5;

type Seen = {
  readonly probe: ThreadProbe;
  readonly name: string;
  cpuMs: number;
  waitMs: number;
};

/**
 * The threads of a process that are neither the runtime's own nor lanes: native code has started them (BLAS, OpenMP, libvips),
 * or the work itself has. What they use is added up while they live; of one that ended in between, its last part is lost.
 */
export class OtherThreadsProbe {
  readonly #pid: number;
  /** The runtime's own. */
  readonly #own: ReadonlySet<number>;
  readonly #seen = new Map<number, Seen>();
  #atMs = Number.NaN;
  #sums = { cpuMs: 0, waitMs: 0, busy: 0 };
  /** What threads of each name have used. */
  readonly #names = new Map<string, number>();

  /** `hasThreads`: the runtime has threads of its own, which are there now; else only the main one is its own. */
  constructor(pid: number, hasThreads: boolean) {
    this.#pid = pid;
    this.#own = new Set([pid, ...(hasThreads ? (threadsOf(pid) ?? []) : [])]);
  }

  /** `lanes`: the numbers of threads that are lanes. `anew`: from now on it counts. Null where it cannot be told. */
  sample(nowMs: number, lanes: ReadonlySet<number>, anew: boolean): OtherThreads | null {
    const all = threadsOf(this.#pid);
    if (all === null) return null;
    const others = all.filter((tid) => !this.#own.has(tid) && !lanes.has(tid));
    const alive = new Set(others);
    for (const [tid, { probe }] of this.#seen) {
      if (alive.has(tid)) continue;
      probe.close();
      this.#seen.delete(tid);
    }
    const overMs = nowMs - this.#atMs;
    this.#atMs = nowMs;
    if (anew) this.#sums = { cpuMs: 0, waitMs: 0, busy: 0 };
    let busy = 0;
    for (const tid of others) busy += this.#look(tid, anew ? Number.NaN : overMs);
    this.#sums.busy = Math.max(this.#sums.busy, busy);
    return { threads: others.length, ...this.#sums, name: this.#nameOfBusiest() };
  }

  close(): void {
    for (const { probe } of this.#seen.values()) probe.close();
    this.#seen.clear();
  }

  /** Adds up what a thread has used since the last look; 1 if it was busy. `overMs`: NaN, nothing counts yet. */
  #look(tid: number, overMs: number): 0 | 1 {
    const seen = this.#seen.get(tid) ?? this.#see(tid);
    const { cpuMs, waitMs } = seen?.probe.sample() ?? { cpuMs: null, waitMs: null };
    if (!seen || cpuMs === null || waitMs === null) return 0;
    const [moreCpuMs, moreWaitMs] = [cpuMs - seen.cpuMs, waitMs - seen.waitMs];
    seen.cpuMs = cpuMs;
    seen.waitMs = waitMs;
    if (Number.isNaN(overMs)) return 0;
    this.#sums.cpuMs += moreCpuMs;
    this.#sums.waitMs += moreWaitMs;
    this.#names.set(seen.name, (this.#names.get(seen.name) ?? 0) + moreCpuMs);
    return moreCpuMs + moreWaitMs >= busyRatio * overMs ? 1 : 0;
  }

  #see(tid: number): Seen | null {
    if (this.#seen.size >= mostHeld) return null;
    const seen = {
      probe: new ThreadProbe(this.#pid, tid),
      name: nameOf(this.#pid, tid),
      cpuMs: 0,
      waitMs: 0,
    };
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

/** Empty when it has just ended. */
function nameOf(pid: number, tid: number): string {
  try {
    return readFileSync(`/proc/${pid}/task/${tid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
}
