import { getHeapStatistics } from 'node:v8';
import type { Clock } from './clock.ts';
import { Collections } from './collections.ts';
import type { Recorder } from './recorder.ts';
import { notYet, type SharedTable } from './shared-table.ts';

/** Without telemetry the timer only looks whether the run was cancelled. */
const quietPeriodMs = 250;

/** The period of a pool lane's heartbeat: all of them together beat about a thousand times a second at most. */
export function lanePeriodMs(lanes: number): number {
  return Math.max(20, lanes);
}

/** `collectorMs`: how much of the gap garbage was collected; `notYet`: the function that it returns is told later. */
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
  const { recorder, cancellation, periodMs, telemetry } = options;
  const pulse = telemetry ? new Pulse(options) : null;
  pulse?.beat();
  const timer = setInterval(
    () => {
      pulse?.beat();
      if (!cancellation.requested && recorder.cancelled) cancellation.request();
    },
    telemetry ? periodMs : quietPeriodMs,
  );
  if (options.keepsAlive === false) timer.unref();
  return () => {
    clearInterval(timer);
    pulse?.close();
  };
}

class Pulse {
  readonly #options: Options;
  readonly #collections = new Collections();
  #last: number;
  #lastActive = performance.eventLoopUtilization().active;
  #collectorMs = 0;

  constructor(options: Options) {
    this.#options = options;
    this.#last = options.clock();
  }

  beat(): void {
    const { clock, recorder, periodMs, onBeat } = this.#options;
    const now = clock();
    const ownNow = performance.now();
    const { active } = performance.eventLoopUtilization();
    const gap = now - this.#last;
    const activeMs = Math.min(gap, Math.max(0, active - this.#lastActive));
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
