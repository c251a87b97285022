import type { CancelReason, StartCommand } from '../protocol/commands.ts';
import type { Outcome, Phase, RunEvent } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';

/** What the engine's main thread tells its watcher. */
export type ToWatcher =
  | {
      type: 'table';
      buffer: SharedArrayBuffer;
      lanes: number;
      tasks: number;
      laneKind: LaneKind;
      file: number | null;
    }
  | { type: 'phase'; phase: Phase; atMs: number }
  | { type: 'event'; event: RunEvent }
  | { type: 'server'; pid: number }
  | { type: 'finish'; outcome: Outcome; wallMs: Measured; message: string | null };

/**
 * What the watcher tells the main thread. `phase-noted`: the sample on the border of two phases has been taken.
 * `finished`: everything has been written, the process may end.
 */
export type FromWatcher =
  | { type: 'start'; command: StartCommand }
  | { type: 'cancel'; reason: CancelReason }
  | { type: 'phase-noted' }
  | { type: 'finished' };

/** What the watcher thread is started with. `heapLimitBytes`: the main thread's; a worker's own may differ. */
export type WatcherData = { control: SharedArrayBuffer; originMs: number; heapLimitBytes: number };

/** Words of the control memory, by which a dying main thread reaches the watcher without its event loop. */
export const control = { exiting: 0, noted: 1, exitCode: 2, words: 4 } as const;
