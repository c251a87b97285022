import { getHeapStatistics } from 'node:v8';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';
import type { SharedTable } from './shared-table.ts';

/** Without telemetry the timer only looks whether the run was cancelled. */
const quietPeriodMs = 250;

/** The period of a pool lane's heartbeat: all of them together beat about a thousand times a second at most. */
export function lanePeriodMs(lanes: number): number {
  return Math.max(20, lanes);
}

/**
 * Starts a lane's heartbeat: a timer that writes down when it fired. How late it is, is the loop's lag. It also
 * carries the news of a cancellation to the lane's loop. Returns a function that stops it.
 *
 * `onBeat` gets, of each beat: the time, the gap since the last one, and how much of the gap the loop was active.
 */
export function startHeartbeat(options: {
  recorder: Recorder;
  /** The lane's knowledge of a cancellation. */
  cancellation: { readonly requested: boolean; request(): void };
  clock: Clock;
  periodMs: number;
  telemetry: boolean;
  onBeat?: (atMs: number, gapMs: number, activeMs: number) => void;
}): () => void {
  const { recorder, cancellation, clock, periodMs, telemetry, onBeat } = options;
  let last = clock();
  let lastActive = performance.eventLoopUtilization().active;

  function beat(): void {
    const now = clock();
    const { active } = performance.eventLoopUtilization();
    const gap = now - last;
    // Not `process.memoryUsage`: it opens a file, and the work may have left no descriptor.
    const heapUsedBytes = getHeapStatistics().used_heap_size;
    recorder.beat(now, active, Math.max(0, gap - periodMs), heapUsedBytes);
    onBeat?.(now, gap, Math.min(gap, Math.max(0, active - lastActive)));
    last = now;
    lastActive = active;
  }

  if (telemetry) beat();
  const timer = setInterval(
    () => {
      if (telemetry) beat();
      if (!cancellation.requested && recorder.cancelled) cancellation.request();
    },
    telemetry ? periodMs : quietPeriodMs,
  );
  return () => clearInterval(timer);
}

/** Writes the main loop's beats into the table's ring, from which the watcher reads every one of them. */
export function beatRing(table: SharedTable): (atMs: number, gapMs: number, activeMs: number) => void {
  let beat = 0;
  return (atMs, gapMs, activeMs) => table.beats.write(beat++, atMs, gapMs, activeMs);
}
