import type { CancelReason, StartCommand } from '../protocol/commands.ts';
import type { Outcome, Phase, RunEvent } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';

/** What the one who runs the plan tells the watcher beside it. */
export type ToWatcher =
  | {
      type: 'table';
      buffer: SharedArrayBuffer;
      /** The kind of each lane, by its number: there are so many of them. */
      laneKinds: readonly LaneKind[];
      tasks: number;
      /** The table's file, where lanes write into one. */
      file: number | null;
    }
  | { type: 'phase'; phase: Phase; atMs: number }
  | { type: 'event'; event: RunEvent }
  | { type: 'server'; pid: number }
  | { type: 'finish'; outcome: Outcome; wallMs: Measured; message: string | null };

/**
 * What the watcher tells the one who runs the plan. `phase-noted`: the sample on the border of two phases has been
 * taken. `finished`: everything has been written, the process may end.
 */
export type FromWatcher =
  | { type: 'start'; command: StartCommand }
  | { type: 'cancel'; reason: CancelReason }
  | { type: 'phase-noted' }
  | { type: 'finished' };
