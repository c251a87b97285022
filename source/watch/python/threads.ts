import { readdirSync } from 'node:fs';
import type { SharedTable } from '../../telemetry/shared-table.ts';
import { laneState } from '../../telemetry/table-layout.ts';

/** The threads of a process as lanes of its table, as the system has them: nothing in the program is asked. */
export class ThreadsInTable {
  readonly #pid: number;
  readonly #table: SharedTable;
  /** By thread. */
  readonly #lanes = new Map<number, number>();

  constructor(pid: number, table: SharedTable) {
    this.#pid = pid;
    this.#table = table;
    table.lanes[0]!.open(pid, pid, 0);
  }

  /** Opens lanes for new threads, as long as there are some, and closes those of threads that have ended. `except`: one of Heddle's. */
  look(except: number | null): void {
    const threads = this.#threads().filter((tid) => tid !== this.#pid && tid !== except);
    const alive = new Set(threads);
    for (const [tid, lane] of this.#lanes) {
      if (alive.has(tid)) continue;
      this.#table.lanes[lane]!.close();
      this.#lanes.delete(tid);
    }
    for (const tid of threads) if (!this.#lanes.has(tid)) this.#open(tid);
  }

  /** Beside the main thread. */
  get count(): number {
    return this.#lanes.size;
  }

  #open(tid: number): void {
    const lane = this.#table.lanes.findIndex(({ state }, at) => at > 0 && state !== laneState.open);
    if (lane < 0) return;
    this.#table.lanes[lane]!.open(this.#pid, tid, 0);
    this.#lanes.set(tid, lane);
  }

  #threads(): number[] {
    try {
      return readdirSync(`/proc/${this.#pid}/task`).map(Number);
    } catch {
      return [];
    }
  }
}
