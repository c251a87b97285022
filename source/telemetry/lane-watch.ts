import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { Collected } from './collections.ts';
import { LockTime } from './lock-time.ts';
import { type LockAddress, ThreadPlace } from './probes/thread-place.ts';
import { ThreadProbe } from './probes/usage.ts';
import type { SharedTable } from './shared-table.ts';
import { laneState } from './table-layout.ts';

/** Each takes 10 µs: of more lanes each is looked at less often. */
const looksAtOnce = 8;

/**
 * Of more lanes than that each is looked at less than once in 40 ms, hardly ever between two samples: a look at its start would
 * stand for half a second.
 */
const hardlyLookedAt = 4 * looksAtOnce;

type LaneSample = RunEventOf<'sample'>['lanes'][number];
type Seen = {
  state: number;
  pid: number;
  tid: number;
  probe: ThreadProbe | null;
  /** Where its thread is, and what that comes to: of threads that share a lock. */
  place: ThreadPlace | null;
  lockTime: LockTime;
  activeMs: number;
  atMs: number;
};

/** Follows the lanes of a run: which are open, what they cost, how their loops do. */
export class LaneWatch {
  readonly #table: SharedTable;
  readonly #kinds: readonly LaneKind[];
  readonly #main: { readonly pid: number; readonly lock: LockAddress | null };
  readonly #seen: (Seen | undefined)[] = [];
  #turn = 0;

  /** `main`: the process of the main loop, and the lock that its threads share; null: they share none. */
  constructor(
    table: SharedTable,
    kinds: readonly LaneKind[],
    main: { readonly pid: number; readonly lock: LockAddress | null },
  ) {
    this.#main = main;
    this.#table = table;
    this.#kinds = kinds;
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
      before?.place?.close();
      const open = state === laneState.open;
      const probe = open && tid > 0 ? new ThreadProbe(pid, tid) : null;
      const place = open && tid > 0 ? this.#placeOf(lane, pid, tid) : null;
      const lockTime = new LockTime();
      this.#seen[lane] = { state, pid, tid, probe, place, lockTime, activeMs: Number.NaN, atMs };
      if (state === laneState.crashed) continue;
      events.push({
        type: 'lane',
        atMs,
        lane,
        name: nameOfLane(lane, this.#kinds[lane]!),
        kind: this.#kinds[lane]!,
        pid,
        state: open ? 'open' : 'closed',
        reason: null,
      });
    }
    return events;
  }

  /** A lane in a process or an interpreter of its own has a lock of its own, which nobody else wants. */
  #placeOf(lane: number, pid: number, tid: number): ThreadPlace | null {
    const { lock } = this.#main;
    const shares = lock !== null && pid === this.#main.pid && this.#kinds[lane] !== 'interpreter';
    return shares ? new ThreadPlace(pid, tid, lock) : null;
  }

  /** Looks where threads that share a lock are: a few of them each time, in turn. */
  lookAtPlaces(): void {
    const lanes = this.#seen.filter((seen) => seen?.place);
    const looks = Math.min(looksAtOnce, lanes.length);
    for (let look = 0; look < looks; look++) {
      const seen = lanes[(this.#turn + look) % lanes.length]!;
      seen.lockTime.saw(seen.place!.look());
    }
    this.#turn += looks;
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

  /** The numbers of the threads that are open lanes. */
  get threads(): ReadonlySet<number> {
    return new Set(this.#seen.flatMap((seen) => (seen?.state === laneState.open ? [seen.tid] : [])));
  }

  get mainHeapUsedBytes(): Measured {
    return this.#table.lanes[0]!.heapUsedBytes;
  }

  samples(now: number): LaneSample[] {
    const samples: LaneSample[] = [];
    const lockShare = this.#lockShareOfAll();
    for (const [lane, seen] of this.#seen.entries()) {
      if (seen?.state === laneState.open) samples.push(this.#sample(lane, seen, now, lockShare));
    }
    return samples;
  }

  /** The share of looks that found a thread at the lock, the main loop left out; null where each has enough of its own. */
  #lockShareOfAll(): number | null {
    const lanes = this.#seen.filter((seen, lane) => seen?.place && lane !== 0);
    if (lanes.length <= hardlyLookedAt) return null;
    let [all, atLock] = [0, 0];
    for (const seen of lanes) {
      all += seen!.lockTime.looks.all;
      atLock += seen!.lockTime.looks.atLock;
    }
    return all === 0 ? null : atLock / all;
  }

  #sample(lane: number, seen: Seen, now: number, lockShare: number | null): LaneSample {
    const record = this.#table.lanes[lane]!;
    const beat = record.lastBeat;
    const usage = seen.probe?.sample() ?? { cpuMs: null, waitMs: null };
    return {
      lane,
      cpuMs: rounded(usage.cpuMs),
      waitMs: rounded(usage.waitMs),
      lockMs: seen.place
        ? rounded(seen.lockTime.sample(now, usage.cpuMs, usage.waitMs, lane === 0 ? null : lockShare))
        : null,
      lagMs: beat && roundMs(Math.max(0, now - beat.atMs - record.periodMs, beat.lagMs)),
      utilizationRatio: beat && utilization(seen, beat, record.periodMs, now),
      ...garbage(record.collected),
      // The main loop sends nothing: what it is sent is copied where it comes from.
      copyMs: lane === 0 ? null : roundMs(record.copyMs),
      task: record.task,
    };
  }
}

type Garbage = Pick<
  LaneSample,
  'collectorMs' | 'youngCollectorMs' | 'longCollectorMs' | 'keptBytes' | 'keptBufferBytes'
>;

function garbage({ collectorMs, youngMs, longMs, keptBytes, keptBufferBytes }: Collected): Garbage {
  const known = !Number.isNaN(collectorMs);
  return {
    collectorMs: known ? roundMs(collectorMs) : null,
    youngCollectorMs: known ? roundMs(youngMs) : null,
    longCollectorMs: known ? roundMs(longMs) : null,
    keptBytes: keptBytes > 0 ? keptBytes : null,
    keptBufferBytes: keptBytes > 0 ? keptBufferBytes : null,
  };
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
  const isFirst = Number.isNaN(before.activeMs);
  if (!isFirst && atMs - seen.atMs < periodMs / 2) return null;
  seen.activeMs = activeMs;
  seen.atMs = atMs;
  if (isFirst) return null;
  const ratio = (activeMs - before.activeMs) / (atMs - before.atMs);
  return Math.round(Math.min(1, Math.max(0, ratio)) * 1000) / 1000;
}

/** `main`, `thread-3`, `process-2`: what a lane is called everywhere. */
export function nameOfLane(lane: number, kind: LaneKind): string {
  return lane === 0 ? 'main' : `${kind}-${lane}`;
}
