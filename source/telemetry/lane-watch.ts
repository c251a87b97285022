import type { LaneKind, RunEvent, RunEventOf } from '../protocol/events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import { ThreadProbe } from './probes/usage.ts';
import { laneState, type SharedTable } from './shared-table.ts';

type LaneSample = RunEventOf<'sample'>['lanes'][number];
type Seen = {
  state: number;
  pid: number;
  tid: number;
  probe: ThreadProbe | null;
  activeMs: number;
  atMs: number;
};

/** Follows the lanes of a run: which are open, what they cost, how their loops do. */
export class LaneWatch {
  readonly #table: SharedTable;
  readonly #kind: LaneKind;
  readonly #seen: (Seen | undefined)[] = [];

  constructor(table: SharedTable, kind: LaneKind) {
    this.#table = table;
    this.#kind = kind;
  }

  /** `lane` events for lanes that opened or closed since the last look. Crashes are told by the main thread. */
  changes(atMs: number): RunEvent[] {
    const events: RunEvent[] = [];
    for (let lane = 0; lane < this.#table.lanes; lane++) {
      const at = this.#table.laneI32(lane);
      const state = Atomics.load(this.#table.int32, at + 8);
      const pid = this.#table.int32[at + 9]!;
      const tid = this.#table.int32[at + 10]!;
      if (state === laneState.claimed) continue;
      const before = this.#seen[lane];
      if (
        state === (before?.state ?? laneState.none) &&
        pid === (before?.pid ?? 0) &&
        tid === (before?.tid ?? 0)
      )
        continue;
      before?.probe?.close();
      const open = state === laneState.open;
      const probe = open && tid > 0 ? new ThreadProbe(pid, tid) : null;
      this.#seen[lane] = { state, pid, tid, probe, activeMs: Number.NaN, atMs };
      if (state === laneState.crashed) continue;
      events.push({
        type: 'lane',
        atMs,
        lane,
        name: laneName(lane, this.#kind),
        kind: lane === 0 ? 'loop' : this.#kind,
        pid,
        state: open ? 'open' : 'closed',
        reason: null,
      });
    }
    return events;
  }

  /** Processes other than the engine that are lanes and open, with their heap. */
  processes(): { pid: number; heapUsedBytes: Measured }[] {
    const found: { pid: number; heapUsedBytes: Measured }[] = [];
    for (const [lane, seen] of this.#seen.entries()) {
      if (seen?.state !== laneState.open || seen.pid === process.pid) continue;
      found.push({ pid: seen.pid, heapUsedBytes: this.heapUsed(lane) });
    }
    return found;
  }

  heapUsed(lane: number): Measured {
    const bytes = this.#table.float64[this.#table.laneF64(lane) + 3]!;
    return bytes > 0 ? bytes : null;
  }

  samples(now: number): LaneSample[] {
    const samples: LaneSample[] = [];
    for (const [lane, seen] of this.#seen.entries()) {
      if (seen?.state === laneState.open) samples.push(this.#sample(lane, seen, now));
    }
    return samples;
  }

  #sample(lane: number, seen: Seen, now: number): LaneSample {
    const { float64, int32 } = this.#table;
    const at = this.#table.laneF64(lane);
    const words = this.#table.laneI32(lane);
    const beatMs = float64[at]!;
    const periodMs = int32[words + 13]!;
    const task = Atomics.load(int32, words + 11);
    const beaten = Atomics.load(int32, words + 14) > 0;
    const usage = seen.probe?.sample() ?? { cpuMs: null, waitMs: null };
    const overdueMs = now - beatMs - periodMs;
    return {
      lane,
      cpuMs: rounded(usage.cpuMs),
      waitMs: rounded(usage.waitMs),
      lagMs: beaten ? roundMs(Math.max(0, overdueMs, float64[at + 2]!)) : null,
      utilizationRatio: beaten ? this.#utilization(seen, float64[at + 1]!, beatMs, now, periodMs) : null,
      // The main loop sends nothing: what it is sent is copied where it comes from.
      copyMs: lane === 0 ? null : roundMs(this.#table.float32[words + 15]!),
      task: task < 0 ? null : task,
    };
  }

  /** Active share since the last sample. A loop that is overdue has been active ever since its last beat. */
  #utilization(seen: Seen, activeAtBeatMs: number, beatMs: number, now: number, periodMs: number): Measured {
    const stuckMs = now - beatMs > 2 * periodMs ? now - beatMs : 0;
    const activeMs = activeAtBeatMs + stuckMs;
    const atMs = stuckMs > 0 ? now : beatMs;
    const before = { activeMs: seen.activeMs, atMs: seen.atMs };
    if (atMs - seen.atMs < periodMs / 2) return null;
    seen.activeMs = activeMs;
    seen.atMs = atMs;
    if (Number.isNaN(before.activeMs)) return null;
    return (
      Math.round(Math.min(1, Math.max(0, (activeMs - before.activeMs) / (atMs - before.atMs))) * 1000) / 1000
    );
  }
}

/** `main`, `thread-3`, `process-2`: what a lane is called everywhere. */
export function laneName(lane: number, kind: LaneKind): string {
  return lane === 0 ? 'main' : `${kind}-${lane}`;
}
