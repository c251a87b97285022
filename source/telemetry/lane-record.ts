import type { Measured } from '../protocol/units.ts';
import type { Collected } from './collections.ts';
import { laneBytes, laneField, laneState, type Views, viewsOf } from './table-layout.ts';

/** Until the lane's runtime tells. */
const nothingCollected: Collected = {
  collectorMs: Number.NaN,
  youngMs: 0,
  longMs: 0,
  keptBytes: 0,
  keptBufferBytes: 0,
};

/** The record of one lane. */
export class LaneRecord {
  private readonly views: Views;
  private readonly at4: number;
  private readonly at8: number;

  constructor(views: Views, at: number) {
    this.views = views;
    this.at4 = at / 4;
    this.at8 = at / 8;
  }

  /** One by itself, for a file. */
  static alone(): { record: LaneRecord; bytes: Uint8Array } {
    const buffer = new ArrayBuffer(laneBytes);
    return { record: new LaneRecord(viewsOf(buffer), 0), bytes: new Uint8Array(buffer) };
  }

  /** The lane exists now and can be seen. `tid`: 0 where it is not known. */
  open(pid: number, tid: number, periodMs: number): void {
    const { int32 } = this.views;
    int32[this.at4 + laneField.pid / 4] = pid;
    int32[this.at4 + laneField.tid / 4] = tid;
    int32[this.at4 + laneField.periodMs / 4] = periodMs;
    // One that died here before has left its own.
    this.task = null;
    this.copyMs = 0;
    this.collected = nothingCollected;
    this.state = laneState.open;
  }

  /** Takes a free place, also one that a dead lane has left; false when it is not free. */
  claim(): boolean {
    return [laneState.none, laneState.crashed, laneState.closed].some((free) =>
      this.become(free, laneState.claimed),
    );
  }

  /** It ended by itself; one that is known as crashed stays so. */
  close(): void {
    this.become(laneState.open, laneState.closed);
  }

  private become(from: number, to: number): boolean {
    return Atomics.compareExchange(this.views.int32, this.at4 + laneField.state / 4, from, to) === from;
  }

  get state(): number {
    return Atomics.load(this.views.int32, this.at4 + laneField.state / 4);
  }

  set state(state: number) {
    Atomics.store(this.views.int32, this.at4 + laneField.state / 4, state);
  }

  get pid(): number {
    return this.views.int32[this.at4 + laneField.pid / 4]!;
  }

  get tid(): number {
    return this.views.int32[this.at4 + laneField.tid / 4]!;
  }

  get periodMs(): number {
    return this.views.int32[this.at4 + laneField.periodMs / 4]!;
  }

  set periodMs(ms: number) {
    this.views.int32[this.at4 + laneField.periodMs / 4] = ms;
  }

  /** The task whose code is on the stack. */
  get task(): number | null {
    const task = Atomics.load(this.views.int32, this.at4 + laneField.task / 4);
    return task < 0 ? null : task;
  }

  set task(task: number | null) {
    Atomics.store(this.views.int32, this.at4 + laneField.task / 4, task ?? -1);
  }

  get ticket(): number {
    return this.views.int32[this.at4 + laneField.ticket / 4]!;
  }

  set ticket(ticket: number) {
    this.views.int32[this.at4 + laneField.ticket / 4] = ticket;
  }

  beat(atMs: number, activeMs: number, lagMs: number, heapUsedBytes: number): void {
    const { float64, int32 } = this.views;
    float64[this.at8 + laneField.beatMs / 8] = atMs;
    float64[this.at8 + laneField.activeMs / 8] = activeMs;
    float64[this.at8 + laneField.lagMs / 8] = lagMs;
    float64[this.at8 + laneField.heapUsedBytes / 8] = heapUsedBytes;
    Atomics.add(int32, this.at4 + laneField.beats / 4, 1);
  }

  /** Its last heartbeat; null before the first. */
  get lastBeat(): { atMs: number; activeMs: number; lagMs: number } | null {
    if (Atomics.load(this.views.int32, this.at4 + laneField.beats / 4) === 0) return null;
    const { float64 } = this.views;
    return {
      atMs: float64[this.at8 + laneField.beatMs / 8]!,
      activeMs: float64[this.at8 + laneField.activeMs / 8]!,
      lagMs: float64[this.at8 + laneField.lagMs / 8]!,
    };
  }

  get heapUsedBytes(): Measured {
    const bytes = this.views.float64[this.at8 + laneField.heapUsedBytes / 8]!;
    return bytes > 0 ? bytes : null;
  }

  /** What became of its garbage up to its last heartbeat. */
  get collected(): Collected {
    const { float64 } = this.views;
    return {
      collectorMs: float64[this.at8 + laneField.collectorMs / 8]!,
      youngMs: float64[this.at8 + laneField.youngMs / 8]!,
      longMs: float64[this.at8 + laneField.longMs / 8]!,
      keptBytes: float64[this.at8 + laneField.keptBytes / 8]!,
      keptBufferBytes: float64[this.at8 + laneField.keptBufferBytes / 8]!,
    };
  }

  set collected({ collectorMs, youngMs, longMs, keptBytes, keptBufferBytes }: Collected) {
    const { float64 } = this.views;
    float64[this.at8 + laneField.collectorMs / 8] = collectorMs;
    float64[this.at8 + laneField.youngMs / 8] = youngMs;
    float64[this.at8 + laneField.longMs / 8] = longMs;
    float64[this.at8 + laneField.keptBytes / 8] = keptBytes;
    float64[this.at8 + laneField.keptBufferBytes / 8] = keptBufferBytes;
  }

  /** What sending results has taken so far. */
  get copyMs(): number {
    return this.views.float32[this.at4 + laneField.copyMs / 4]!;
  }

  set copyMs(ms: number) {
    this.views.float32[this.at4 + laneField.copyMs / 4] = ms;
  }
}
