import type { RunEvent, RunEventOf } from '../protocol/events.ts';
import { beatPeriodMs, type Measured, roundMs } from '../protocol/units.ts';
import type { Onlooker } from './onlooker.ts';
import type { UnreadSockets } from './probes/unread-sockets.ts';
import { atRest, notYet, type SharedTable } from './shared-table.ts';
import { Suspect } from './suspect.ts';

/** From here on a person notices, and ten thousand connections wait. Shorter stalls are lag, not a freeze. */
export const freezeMs = 40;
/** Where a run is only to show what the work is like: what blocks a loop for as long as that slows all that share it. */
export const studiedFreezeMs = 15;
/** While it lasts, a freeze is reported anew when it has grown by this much. */
const repeatMs = 100;

/** More than these no loop is spared: where more are missing, nobody read them. */
const mostSpared = 4;

/** From this share of a freeze on it was the collector's. */
const mostlyRatio = 0.5;

/** `lateMs`: the beat's lag. `activeMs`, `collectorMs`: of the time since the beat before. */
type Beat = {
  number: number;
  atMs: number;
  lateMs: number;
  activeMs: number;
  collectorMs: Measured;
  /** For how long the loop was let sleep beyond a period. */
  restedMs: number;
};

type Held = RunEventOf<'held'>;

/**
 * Watches the main loop's heartbeats from another thread. A freeze is estimated while it lasts (time since the last
 * beat less half a period) and exact once it is over: the loop's own active time between the two beats.
 */
export class FreezeWatch {
  readonly #table: SharedTable;
  readonly #onlooker: Onlooker | null;
  readonly #leastMs: number;
  readonly #sockets: UnreadSockets | null;
  /** The number of the beat that is read next. */
  #next = 0;
  #ongoing: { startedMs: number; reportedMs: number } | null = null;
  #lastBeatMs = Number.NaN;
  /** Freezes that were told before it was known what of them the collector took. */
  #untold: { readonly beat: Beat; readonly event: Held }[] = [];
  /** No loop turns for the time being, and none is late. */
  #isAtRest = false;
  /** A beat has come that ends a freeze, and waits to be told. */
  #isTurning = false;
  /** What the loop did before then is not the tasks' doing. */
  #startMs = Number.NEGATIVE_INFINITY;
  #suspect = new Suspect();

  /**
   * `onlooker`: finds out more of a freeze than its length. `leastMs`: from that length on it is one. `sockets`: counts
   * answers that arrive meanwhile.
   */
  constructor(
    table: SharedTable,
    onlooker: Onlooker | null = null,
    leastMs = freezeMs,
    sockets: UnreadSockets | null = null,
  ) {
    this.#table = table;
    this.#onlooker = onlooker;
    this.#leastMs = leastMs;
    this.#sockets = sockets;
  }

  /** From now on counts only what comes after `nowMs`, also of a beat that was due before. */
  startAt(nowMs: number): void {
    this.#startMs = nowMs;
    this.#forget();
  }

  /** Reads the beats since the last call. Returns their lags, and events for freezes that began, grew or ended. */
  read(nowMs: number): { lagsMs: number[]; events: RunEvent[] } {
    const lagsMs: number[] = [];
    const events: RunEvent[] = [];
    this.#isTurning = false;
    events.push(...this.#corrections(nowMs));
    for (const beat of this.#newBeats(nowMs)) {
      lagsMs.push(roundMs(beat.lateMs), ...sleptThrough(beat));
      if (beat.activeMs < this.#leastMs || beat.lateMs + beatPeriodMs < this.#leastMs) {
        // It was no freeze after all, or one that ended early: close what was announced.
        if (this.#ongoing) events.push(this.#event(nowMs, beat.lateMs, true, beat.collectorMs));
      } else {
        this.#ongoing = { startedMs: beat.atMs - beat.activeMs, reportedMs: 0 };
        const event = this.#event(nowMs, beat.activeMs, true, beat.collectorMs);
        events.push(event);
        if (this.#table.beats.read(beat.number).collectorMs === notYet) this.#untold.push({ beat, event });
      }
      this.#forget();
    }
    // What runs now is not what held it, or no loop's at all.
    if (this.#isTurning || this.#isAtRest) return { lagsMs, events };
    const halfMs = this.#periodMs / 2;
    const aliveMs = Math.max(this.#lastBeatMs + halfMs, this.#startMs);
    const sinceMs = nowMs - aliveMs;
    if (sinceMs - halfMs >= beatPeriodMs / 2) {
      const task = this.currentTask();
      this.#suspect.note(task);
      this.#onlooker?.look(nowMs, aliveMs, task);
      this.#sockets?.look(nowMs, aliveMs);
    }
    if (sinceMs >= this.#leastMs) {
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
    const dueMs = Math.max(this.#lastBeatMs + this.#periodMs, this.#startMs);
    return this.#isAtRest || Number.isNaN(dueMs) ? 0 : roundMs(Math.max(0, nowMs - dueMs));
  }

  /** The task whose code is on the main loop's stack; null when there is none. */
  currentTask(): number | null {
    return this.#table.lanes[0]!.task;
  }

  /** From the last beat to the next: longer where the loop has nothing to do. */
  get #periodMs(): number {
    return Math.max(beatPeriodMs, this.#table.lanes[0]!.periodMs);
  }

  #forget(): void {
    this.#ongoing = null;
    this.#suspect = new Suspect();
    this.#onlooker?.forget();
    this.#sockets?.forget();
  }

  /** The same freezes once more, now that it is known. */
  #corrections(nowMs: number): Held[] {
    const known: Held[] = [];
    this.#untold = this.#untold.filter(({ beat, event }) => {
      const { atMs, collectorMs } = this.#table.beats.read(beat.number);
      if (atMs === beat.atMs && collectorMs === notYet) return true;
      if (atMs === beat.atMs && collectorMs > 0)
        known.push(
          withCollector({ ...event, atMs: roundMs(nowMs) }, Math.min(collectorMs, event.durationMs)),
        );
      return false;
    });
    return known;
  }

  /** `collectorMs`: known when it is over. */
  #event(atMs: number, durationMs: number, over: boolean, collectorMs: Measured = null): Held {
    const { startedMs } = this.#ongoing!;
    const seen = this.#onlooker?.seen() ?? null;
    const { holder: suspect, looks } = this.#suspect;
    const event: Held = {
      type: 'held',
      atMs: roundMs(atMs),
      lane: 0,
      startedMs: roundMs(startedMs),
      durationMs: roundMs(durationMs),
      over,
      looks,
      cause: seen?.cause ?? null,
      call: seen?.call ?? null,
      keepsLock: seen?.keepsLock ?? null,
      // While it waits for a lock, the task on its stack is not the one that holds it.
      holder: seen?.holder ?? (seen?.cause === 'lock' ? null : suspect),
      frames: seen?.frames ?? [],
      placed: seen?.placed ?? null,
      stacks: seen?.stacks ?? 0,
      stacksHere: seen?.stacksHere ?? 0,
      starvedBy: seen?.starvedBy ?? null,
      deadlock: seen?.deadlock ?? null,
      otherFrames: seen?.otherFrames ?? [],
      collectorMs: null,
      // It is read a little after the end.
      cpuMs: seen?.cpuMs == null ? null : roundMs(Math.min(seen.cpuMs, durationMs)),
      unreadSockets: this.#sockets?.unread ?? null,
    };
    return collectorMs === null ? event : withCollector(event, collectorMs);
  }

  #newBeats(nowMs: number): Beat[] {
    const ring = this.#table.beats;
    const beats: Beat[] = [];
    for (let read = 0; read < ring.slots; read++) {
      const { atMs, gapMs, activeMs, collectorMs } = ring.read(this.#next);
      // A slot that holds an older beat has not been written yet this time round.
      if (atMs === 0 || atMs <= (Number.isNaN(this.#lastBeatMs) ? -1 : this.#lastBeatMs)) break;
      // What was collected is known as soon as the loop turns again, unless that is frozen anew at once.
      if (collectorMs === notYet && nowMs - atMs < this.#leastMs) {
        this.#isTurning = true;
        break;
      }
      this.#isAtRest = gapMs === atRest;
      const sinceStartMs = Math.max(0, atMs - this.#startMs);
      const lateMs = Math.min(Math.max(0, gapMs - beatPeriodMs), sinceStartMs);
      beats.push({
        number: this.#next,
        atMs,
        lateMs,
        activeMs: Math.min(activeMs, sinceStartMs),
        restedMs: Number.isNaN(this.#lastBeatMs) ? 0 : Math.max(0, atMs - this.#lastBeatMs - gapMs),
        collectorMs:
          Number.isNaN(collectorMs) || collectorMs === notYet
            ? null
            : Math.min(collectorMs, activeMs, sinceStartMs),
      });
      this.#lastBeatMs = atMs;
      this.#next++;
    }
    return beats;
  }
}

/** The lags of the beats that a loop with nothing to do was spared: it slept, and none of them would have been late. */
const sleptThrough = ({ restedMs }: Beat): number[] =>
  Array(Math.min(mostSpared, Math.round(restedMs / beatPeriodMs))).fill(0);

/** A freeze of which it is known what the collector took: it is nobody's doing if that is most of it. */
function withCollector(event: Held, collectorMs: number): Held {
  const known = { ...event, collectorMs: roundMs(collectorMs) };
  // It happened to run while that code was on the stack.
  return collectorMs < mostlyRatio * event.durationMs
    ? known
    : { ...known, cause: 'collector', holder: null, frames: [], placed: null };
}
