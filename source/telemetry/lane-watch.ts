import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import { ThreadProbe } from './probes/usage.ts';
import type { SharedTable } from './shared-table.ts';
import { laneState } from './table-layout.ts';

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
    for (const [lane, { state, pid, tid }] of this.#table.lanes.entries()) {
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
        name: nameOfLane(lane, this.#kind),
        kind: lane === 0 ? 'loop' : this.#kind,
        pid,
        state: open ? 'open' : 'closed',
        reason: null,
      });
    }
    return events;
  }

  /** Processes other than that of the main loop that are lanes and open, with their heap. */
  processes(mainPid: number): { pid: number; heapUsedBytes: Measured }[] {
    const found: { pid: number; heapUsedBytes: Measured }[] = [];
    for (const [lane, seen] of this.#seen.entries()) {
      if (seen?.state !== laneState.open || seen.pid === mainPid) continue;
      found.push({ pid: seen.pid, heapUsedBytes: this.#table.lanes[lane]!.heapUsedBytes });
    }
    return found;
  }

  get mainHeapUsedBytes(): Measured {
    return this.#table.lanes[0]!.heapUsedBytes;
  }

  samples(now: number): LaneSample[] {
    const samples: LaneSample[] = [];
    for (const [lane, seen] of this.#seen.entries()) {
      if (seen?.state === laneState.open) samples.push(this.#sample(lane, seen, now));
    }
    return samples;
  }

  #sample(lane: number, seen: Seen, now: number): LaneSample {
    const record = this.#table.lanes[lane]!;
    const beat = record.lastBeat;
    const usage = seen.probe?.sample() ?? { cpuMs: null, waitMs: null };
    return {
      lane,
      cpuMs: rounded(usage.cpuMs),
      waitMs: rounded(usage.waitMs),
      lagMs: beat && roundMs(Math.max(0, now - beat.atMs - record.periodMs, beat.lagMs)),
      utilizationRatio: beat && utilization(seen, beat, record.periodMs, now),
      // The main loop sends nothing: what it is sent is copied where it comes from.
      copyMs: lane === 0 ? null : roundMs(record.copyMs),
      task: record.task,
    };
  }
}

/** Active share since the last sample. A loop that is overdue has been active ever since its last beat. */
function utilization(
  seen: Seen,
  beat: { atMs: number; activeMs: number },
  periodMs: number,
  now: number,
): Measured {
  const stuckMs = now - beat.atMs > 2 * periodMs ? now - beat.atMs : 0;
  const activeMs = beat.activeMs + stuckMs;
  const atMs = stuckMs > 0 ? now : beat.atMs;
  const before = { activeMs: seen.activeMs, atMs: seen.atMs };
  if (atMs - seen.atMs < periodMs / 2) return null;
  seen.activeMs = activeMs;
  seen.atMs = atMs;
  if (Number.isNaN(before.activeMs)) return null;
  const ratio = (activeMs - before.activeMs) / (atMs - before.atMs);
  return Math.round(Math.min(1, Math.max(0, ratio)) * 1000) / 1000;
}

/** `main`, `thread-3`, `process-2`: what a lane is called everywhere. */
export function nameOfLane(lane: number, kind: LaneKind): string {
  return lane === 0 ? 'main' : `${kind}-${lane}`;
}
