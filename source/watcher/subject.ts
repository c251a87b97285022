import type { RunEventOf } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';
import type { Figure } from '../protocol/vital-events.ts';

/** Who is under observation, and what only its runtime has. The watcher may be a thread of it, or a process beside it. */
export type Subject = {
  /** What the first event says of it, its process's number among it. */
  readonly engine: RunEventOf<'run-started'>['engine'];
  /** The origin of all its times, on the machine's monotonic clock. */
  readonly originMs: number;
  /**
   * Who writes into the table's file, where there is one: only lanes in processes of their own, while the main loop
   * shares the watcher's memory, or everybody.
   */
  readonly fileHolds: 'children' | 'everything';
  /** Measures anew, for a sample, what only this runtime has. */
  readonly figures: () => Figure[];
  /** Processor time that watching has taken so far, in milliseconds: of a thread, or of a process. */
  readonly watcherCpuMs: () => Measured;
  /** Called before each look, every `watchEveryMs`. */
  readonly onLook: () => void;
};
