import { readdirSync, readFileSync } from 'node:fs';
import type { Measured } from '../protocol/units.ts';
import { type LockAddress, ThreadPlace } from '../telemetry/probes/thread-place.ts';
import { ThreadProbe } from '../telemetry/probes/usage.ts';

/** Python code looks at each call and each turn of a loop whether it is to give up the lock; this is 10,000 times as long. */
const leastCpuMs = 10;

/** A thread that may hold the lock in C code, and one that waits for the lock meanwhile. */
type Suspect = {
  readonly tid: number;
  readonly sleeps: number;
  readonly sinceMs: number;
  readonly waiter: { readonly tid: number; readonly sleeps: number };
  /** How long the suspect had used a core when it had been asked to give up the lock; null: it has not been yet. */
  askedAtCpuMs: Measured;
};

/**
 * Tells whether a thread holds the lock in C code. Python code does not: who waits for the lock asks it to give up the lock
 * each time its own wait of 5 ms has run out, and it does so within microseconds of its own time, and sleeps. So a thread
 * that has used a core for long since it was asked, without one sleep, runs C code.
 *
 * That nobody got the lock for long does not tell it: on a busy machine the thread may not have been on a core, and the one
 * that waits may not have been on one to ask.
 */
export class HeldInC {
  readonly #pid: number;
  readonly #lock: LockAddress;
  #suspect: Suspect | null = null;

  constructor(pid: number, lock: LockAddress) {
    this.#pid = pid;
    this.#lock = lock;
  }

  /** Looks at a thread once more; null: no single one is suspected. Returns for how long it is sure, null while it is not. */
  look(tid: number | null, nowMs: number): number | null {
    const sleeps = tid === null ? null : this.#sleepsOf(tid);
    if (tid === null || sleeps === null) this.#suspect = null;
    else if (this.#suspect?.tid !== tid || this.#suspect.sleeps !== sleeps)
      this.#suspect = this.#newSuspect(tid, sleeps, nowMs);
    return this.#suspect && this.#isSure(this.#suspect) ? nowMs - this.#suspect.sinceMs : null;
  }

  #newSuspect(tid: number, sleeps: number, sinceMs: number): Suspect | null {
    const waiter = this.threadsAt('lock').find((other) => other !== tid);
    const slept = waiter === undefined ? null : this.#sleepsOf(waiter);
    if (waiter === undefined || slept === null) return null;
    return { tid, sleeps, sinceMs, waiter: { tid: waiter, sleeps: slept }, askedAtCpuMs: null };
  }

  #isSure(suspect: Suspect): boolean {
    const probe = new ThreadProbe(this.#pid, suspect.tid);
    const { cpuMs } = probe.sample();
    probe.close();
    if (cpuMs === null) return false;
    if (suspect.askedAtCpuMs !== null) return cpuMs - suspect.askedAtCpuMs >= leastCpuMs;
    // One that has slept again has found its wait run out, and has asked before.
    const slept = this.#sleepsOf(suspect.waiter.tid);
    if (slept !== null && slept > suspect.waiter.sleeps) suspect.askedAtCpuMs = cpuMs;
    return false;
  }

  /** The threads of the process that are in such a place. */
  threadsAt(wanted: 'running' | 'lock'): number[] {
    return this.#threads().filter((tid) => {
      const place = new ThreadPlace(this.#pid, tid, this.#lock);
      const found = place.look()?.at === wanted;
      place.close();
      return found;
    });
  }

  #threads(): number[] {
    try {
      return readdirSync(`/proc/${this.#pid}/task`).map(Number);
    } catch {
      return [];
    }
  }

  /** How often a thread has gone to sleep by itself. */
  #sleepsOf(tid: number): number | null {
    try {
      const status = readFileSync(`/proc/${this.#pid}/task/${tid}/status`, 'latin1');
      return Number(/^voluntary_ctxt_switches:\s+(\d+)/m.exec(status)?.[1] ?? Number.NaN);
    } catch {
      return null;
    }
  }
}
