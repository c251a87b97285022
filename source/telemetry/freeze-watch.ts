import type { RunEvent } from '../protocol/events.ts';
import { beatPeriodMs, roundMs } from '../protocol/units.ts';
import type { SharedTable } from './shared-table.ts';

/** From here on a person notices, and ten thousand connections wait. Shorter stalls are lag, not a freeze. */
const freezeMs = 40;
/** While it lasts, a freeze is reported anew when it has grown by this much. */
const repeatMs = 100;

/**
 * Watches the main loop's heartbeats from another thread. A freeze is estimated while it lasts (time since the last
 * beat less half a period) and exact once it is over: the loop's own active time between the two beats.
 */
export class FreezeWatch {
  readonly #table: SharedTable;
  /** The number of the beat that is read next. */
  #next = 0;
  #ongoing: { startedMs: number; reportedMs: number } | null = null;
  #lastBeatMs = Number.NaN;
  /** What the loop did before then is not the tasks' doing. */
  #startMs = Number.NEGATIVE_INFINITY;
  /** The one task seen on the stack since the last beat, at every look; null for several or none. */
  #suspect: { task: number | null; looks: number } | null = null;

  constructor(table: SharedTable) {
    this.#table = table;
  }

  /** From now on counts only what comes after `nowMs`, also of a beat that was due before. */
  startAt(nowMs: number): void {
    this.#startMs = nowMs;
    this.#ongoing = null;
    this.#suspect = null;
  }

  /** Reads the beats since the last call. Returns their lags, and events for freezes that began, grew or ended. */
  read(nowMs: number): { lagsMs: number[]; events: RunEvent[] } {
    const lagsMs: number[] = [];
    const events: RunEvent[] = [];
    for (const beat of this.#newBeats()) {
      lagsMs.push(roundMs(beat.lateMs));
      if (beat.activeMs < freezeMs || beat.lateMs + beatPeriodMs < freezeMs) {
        // It was no freeze after all, or one that ended early: close what was announced.
        if (this.#ongoing) events.push(this.#event(nowMs, beat.lateMs, true));
      } else {
        this.#ongoing = { startedMs: beat.atMs - beat.activeMs, reportedMs: 0 };
        events.push(this.#event(nowMs, beat.activeMs, true));
      }
      this.#ongoing = null;
      this.#suspect = null;
    }
    const aliveMs = Math.max(this.#lastBeatMs + beatPeriodMs / 2, this.#startMs);
    const sinceMs = nowMs - aliveMs;
    if (sinceMs >= beatPeriodMs) this.#note(this.currentTask());
    if (sinceMs >= freezeMs) {
      this.#ongoing ??= { startedMs: aliveMs, reportedMs: Number.NEGATIVE_INFINITY };
      if (sinceMs - this.#ongoing.reportedMs >= repeatMs) {
        this.#ongoing.reportedMs = sinceMs;
        events.push(this.#event(nowMs, sinceMs, false));
      }
    }
    return { lagsMs, events };
  }

  /** How late the next beat is, in milliseconds; 0 while it is not yet due. */
  overdueMs(nowMs: number): number {
    const dueMs = Math.max(this.#lastBeatMs + beatPeriodMs, this.#startMs);
    return Number.isNaN(dueMs) ? 0 : roundMs(Math.max(0, nowMs - dueMs));
  }

  /** The task whose code is on the main loop's stack; null when there is none. */
  currentTask(): number | null {
    return this.#table.lanes[0]!.task;
  }

  /** A loop that runs one task after another without turning is frozen by all of them, not by the last. */
  #note(task: number | null): void {
    this.#suspect ??= { task, looks: 0 };
    this.#suspect.looks++;
    if (this.#suspect.task !== task) this.#suspect.task = null;
  }

  #event(atMs: number, durationMs: number, over: boolean): RunEvent {
    const { startedMs } = this.#ongoing!;
    const { task, looks } = this.#suspect ?? { task: null, looks: 0 };
    return {
      type: 'held',
      atMs: roundMs(atMs),
      lane: 0,
      startedMs: roundMs(startedMs),
      durationMs: roundMs(durationMs),
      over,
      looks,
      cause: null,
      // What goes on after an await of its own is not noted: the task on the stack may be the one before.
      holder: task === null ? null : { kind: 'task', task, certainty: 'likely' },
      frames: [],
    };
  }

  /** `lateMs`: the beat's lag. */
  #newBeats(): { atMs: number; lateMs: number; activeMs: number }[] {
    const ring = this.#table.beats;
    const beats: { atMs: number; lateMs: number; activeMs: number }[] = [];
    for (let read = 0; read < ring.slots; read++) {
      const { atMs, gapMs, activeMs } = ring.read(this.#next);
      // A slot that holds an older beat has not been written yet this time round.
      if (atMs === 0 || atMs <= (Number.isNaN(this.#lastBeatMs) ? -1 : this.#lastBeatMs)) break;
      const sinceStartMs = Math.max(0, atMs - this.#startMs);
      const lateMs = Math.min(Math.max(0, gapMs - beatPeriodMs), sinceStartMs);
      beats.push({ atMs, lateMs, activeMs: Math.min(activeMs, sinceStartMs) });
      this.#lastBeatMs = atMs;
      this.#next++;
    }
    return beats;
  }
}
