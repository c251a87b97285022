import timers from 'node:timers';
import { getHeapStatistics } from 'node:v8';
import type { Clock } from './clock.ts';
import { Collections } from './collections.ts';
import type { Recorder } from './recorder.ts';
import { notYet, type SharedTable } from './shared-table.ts';

/** Without telemetry the timer only looks whether the run was cancelled. */
const quietPeriodMs = 250;

/** A loop that had no more to do than that since its last beat does next to nothing: a beat itself takes 0.2 ms. */
const busyMs = 1;
/** So many beats in turn of a loop with nothing to do, and it is let sleep for longer. */
const idleBeats = 10;
/** As they are before the work changes them. */
const { setInterval, clearInterval } = timers;

/** The period of a pool lane's heartbeat: all of them together beat about a thousand times a second at most. */
export function lanePeriodMs(lanes: number): number {
  return Math.max(20, lanes);
}

/**
 * `gapMs`: less the time for which the loop was let sleep beyond a period. `collectorMs`: how much of the gap garbage was collected; `notYet`: the
 * function that it returns is told later.
 */
type OnBeat = (
  atMs: number,
  gapMs: number,
  activeMs: number,
  collectorMs: number,
) => (collectorMs: number) => void;

type Options = {
  recorder: Recorder;
  /** The lane's knowledge of a cancellation. */
  cancellation: { readonly requested: boolean; request(): void };
  clock: Clock;
  periodMs: number;
  /**
   * The period while the loop has nothing to do, where that is another: to be woken a hundred times a second costs 1 to 2 % of a
   * core.
   */
  restMs?: number;
  telemetry: boolean;
  /** Whether a process goes on for its sake; yes, unless said. */
  keepsAlive?: boolean;
  onBeat?: OnBeat;
  /** Called at the first beat after a collection. */
  onCollected?: () => void;
};

/**
 * Starts a lane's heartbeat: a timer that writes down when it fired. How late it is, is the loop's lag. It also
 * carries the news of a cancellation to the lane's loop. Returns a function that stops it.
 *
 * `onBeat` gets, of each beat: the time, the gap since the last one, how much of the gap the loop was active, and how much
 * of it garbage was collected.
 */
export function startHeartbeat(options: Options): () => void {
  const { recorder, cancellation, telemetry } = options;
  const pulse = telemetry ? new Pulse(options) : null;
  pulse?.beat();
  let [timer, everyMs] = startTimer(options.periodMs);
  return () => {
    clearInterval(timer);
    pulse?.close();
  };

  function startTimer(periodMs: number): readonly [NodeJS.Timeout, number] {
    const timer = setInterval(turn, telemetry ? periodMs : quietPeriodMs);
    return [options.keepsAlive === false ? timer.unref() : timer, periodMs];
  }

  function turn(): void {
    pulse?.beat();
    if (!cancellation.requested && recorder.cancelled) cancellation.request();
    else if (pulse && pulse.periodMs !== everyMs) {
      clearInterval(timer);
      [timer, everyMs] = startTimer(pulse.periodMs);
    }
  }
}

class Pulse {
  readonly #options: Options;
  readonly #collections = new Collections();
  #last: number;
  #lastActive = performance.eventLoopUtilization().active;
  #collectorMs = 0;
  #idle = 0;
  /** How long it is to the next beat. */
  periodMs: number;

  constructor(options: Options) {
    this.#options = options;
    this.#last = options.clock();
    this.periodMs = options.periodMs;
  }

  beat(): void {
    const { clock, recorder, periodMs, onBeat } = this.#options;
    const now = clock();
    const ownNow = performance.now();
    const { active } = performance.eventLoopUtilization();
    const gap = now - this.#last - (this.periodMs - periodMs);
    const activeMs = Math.min(now - this.#last, Math.max(0, active - this.#lastActive));
    this.#last = now;
    this.#lastActive = active;
    // Not `process.memoryUsage`: it opens a file, and the work may have left no descriptor.
    const heapUsedBytes = getHeapStatistics().used_heap_size;
    recorder.beat(now, active, Math.max(0, gap - periodMs), heapUsedBytes);
    // V8 tells of collections as the loop turns. A late beat is told at once all the same: other timers that are due by now
    // may freeze the loop again, before it turns.
    if (onBeat && gap >= 2 * periodMs) {
      const collected = onBeat(now, gap, activeMs, notYet);
      setImmediate(() => collected(this.#collected(ownNow)));
    } else {
      const collectorMs = this.#collected(ownNow);
      onBeat?.(now, gap, activeMs, collectorMs);
    }
    this.#settle(gap, activeMs);
  }

  #settle(gap: number, activeMs: number): void {
    const { periodMs, restMs = periodMs, recorder } = this.#options;
    this.#idle = activeMs < busyMs && gap < 2 * periodMs ? this.#idle + 1 : 0;
    const next = this.#idle >= idleBeats ? restMs : periodMs;
    if (next === this.periodMs) return;
    this.periodMs = next;
    recorder.period(next);
  }

  close(): void {
    this.#collections.close();
  }

  /** Takes in what was collected before then; how much of it is new. */
  #collected(atMs: number): number {
    const collected = this.#collections.take(atMs);
    const before = this.#collectorMs;
    this.#options.recorder.collected(collected);
    this.#collectorMs = collected.collectorMs;
    const tookMs = collected.collectorMs - before;
    if (tookMs > 0) this.#options.onCollected?.();
    return tookMs;
  }
}

/** Writes the main loop's beats into the table's ring, from which the watcher reads every one of them. */
export function beatRing(table: SharedTable): OnBeat {
  let beat = 0;
  return (atMs, gapMs, activeMs, collectorMs) => {
    const number = beat++;
    table.beats.write(number, atMs, gapMs, activeMs, collectorMs);
    return (ms) => table.beats.collected(number, ms);
  };
}
