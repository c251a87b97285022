import type { RunEvent } from '../protocol/events.ts';
import { beatPeriodMs, roundMs } from '../protocol/units.ts';
import { beatSlots, headerBytes, type SharedTable } from './shared-table.ts';

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
  #slot = 0;
  #ongoing: { startedMs: number; task: number | null; reportedMs: number } | null = null;
  #lastBeatMs = Number.NaN;
  /** The one task seen on the stack since the last beat; null for several or none. */
  #suspect: { task: number | null } | null = null;

  constructor(table: SharedTable) {
    this.#table = table;
  }

  /** Reads the beats since the last call. Returns their lags, and events for freezes that began, grew or ended. */
  read(nowMs: number): { lagsMs: number[]; events: RunEvent[] } {
    const lagsMs: number[] = [];
    const events: RunEvent[] = [];
    for (const beat of this.#newBeats()) {
      lagsMs.push(roundMs(Math.max(0, beat.gapMs - beatPeriodMs)));
      if (beat.activeMs < freezeMs || beat.gapMs < freezeMs) {
        // It was no freeze after all, or one that ended early: close what was announced.
        if (this.#ongoing) events.push(this.#event(nowMs, Math.max(0, beat.gapMs - beatPeriodMs), true));
      } else {
        const task = this.#suspect?.task ?? null;
        this.#ongoing = { startedMs: beat.atMs - beat.activeMs, task, reportedMs: 0 };
        events.push(this.#event(nowMs, beat.activeMs, true));
      }
      this.#ongoing = null;
      this.#suspect = null;
    }
    const sinceMs = nowMs - this.#lastBeatMs - beatPeriodMs / 2;
    if (sinceMs >= beatPeriodMs) this.#note(this.currentTask());
    if (sinceMs >= freezeMs) {
      const task = this.#suspect?.task ?? null;
      this.#ongoing ??= {
        startedMs: this.#lastBeatMs + beatPeriodMs / 2,
        task,
        reportedMs: Number.NEGATIVE_INFINITY,
      };
      this.#ongoing.task = task;
      if (sinceMs - this.#ongoing.reportedMs >= repeatMs) {
        this.#ongoing.reportedMs = sinceMs;
        events.push(this.#event(nowMs, sinceMs, false));
      }
    }
    return { lagsMs, events };
  }

  /** How late the next beat is, in milliseconds; 0 while it is not yet due. */
  overdueMs(nowMs: number): number {
    return Number.isNaN(this.#lastBeatMs) ? 0 : roundMs(Math.max(0, nowMs - this.#lastBeatMs - beatPeriodMs));
  }

  /** The task whose code is on the main loop's stack; null when there is none. */
  currentTask(): number | null {
    const task = Atomics.load(this.#table.int32, this.#table.laneI32(0) + 11);
    return task < 0 ? null : task;
  }

  /** A loop that runs one task after another without turning is frozen by all of them, not by the last. */
  #note(task: number | null): void {
    if (!this.#suspect) this.#suspect = { task };
    else if (this.#suspect.task !== task) this.#suspect.task = null;
  }

  #event(atMs: number, durationMs: number, over: boolean): RunEvent {
    const { startedMs, task } = this.#ongoing!;
    return {
      type: 'freeze',
      atMs: roundMs(atMs),
      lane: 0,
      startedMs: roundMs(startedMs),
      durationMs: roundMs(durationMs),
      over,
      task,
    };
  }

  #newBeats(): { atMs: number; gapMs: number; activeMs: number }[] {
    const { float64 } = this.#table;
    const beats: { atMs: number; gapMs: number; activeMs: number }[] = [];
    for (let read = 0; read < beatSlots; read++) {
      const at = headerBytes / 8 + (this.#slot % beatSlots) * 3;
      const atMs = float64[at]!;
      // A slot that holds an older beat has not been written yet this time round.
      if (atMs === 0 || atMs <= (Number.isNaN(this.#lastBeatMs) ? -1 : this.#lastBeatMs)) break;
      beats.push({ atMs, gapMs: float64[at + 1]!, activeMs: float64[at + 2]! });
      this.#lastBeatMs = atMs;
      this.#slot++;
    }
    return beats;
  }
}
