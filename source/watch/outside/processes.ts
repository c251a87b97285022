import { monotonicMs } from '../../machine/clock.ts';
import type { ProgramEvent } from '../../protocol/program-events.ts';
import { readStat } from '../proc.ts';
import { OutsideProcess } from './process.ts';

/** More processes of one program are not looked at. */
export const mostProcesses = 100;
/** Looks that are due at the same moment are spread over several where they take longer than a person waits for a key. */
const mostAtOnceMs = 20;

/** Processes of which the system alone tells, each as one of its own. */
export class OutsideProcesses {
  readonly #onEvent: (said: ProgramEvent) => void;
  readonly #processes = new Map<number, OutsideProcess>();

  constructor(onEvent: (said: ProgramEvent) => void) {
    this.#onEvent = onEvent;
  }

  has(pid: number): boolean {
    return this.#processes.has(pid);
  }

  /** `why`: what keeps Heddle from looking at it from inside, as a part of a sentence; null: what is usual for its runtime. */
  add(pid: number, why: string | null): void {
    const stat = this.has(pid) || this.#processes.size >= mostProcesses ? null : readStat(pid);
    if (!stat) return;
    const process = new OutsideProcess(stat, why, (events) => {
      for (const event of events) this.#onEvent({ pid, event });
    });
    this.#processes.set(pid, process);
  }

  /** Tells why there is no profile of that one. */
  refuseProfile(pid: number, forMs: number): void {
    this.#processes.get(pid)?.refuseProfile(forMs);
  }

  /** To be called again and again: tells of those that have ended or become another program, and looks at those that are due. */
  look(): void {
    this.#drop();
    const beganMs = monotonicMs();
    const due = [...this.#processes.values()].filter((one) => one.overdueMs(beganMs) >= 0);
    due.sort((a, b) => b.overdueMs(beganMs) - a.overdueMs(beganMs));
    for (const one of due) {
      const nowMs = monotonicMs();
      if (nowMs - beganMs > mostAtOnceMs) break;
      one.look(nowMs, this.#processes.size);
    }
  }

  /** It tells of itself now. */
  leave(pid: number): void {
    this.#processes.get(pid)?.close();
    this.#processes.delete(pid);
  }

  /** Those that have not ended go on unobserved. */
  detach(): void {
    this.#drop();
    for (const one of this.#processes.values()) one.end('detached');
    this.#processes.clear();
  }

  #drop(): void {
    for (const [pid, one] of this.#processes) {
      const { state } = one;
      if (state === 'there') continue;
      one.end('exited');
      this.#processes.delete(pid);
      if (state === 'another') this.add(pid, null);
    }
  }
}
