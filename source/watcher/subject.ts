import type { Measured } from '../protocol/units.ts';
import type { Engine, Figure } from '../protocol/vital-events.ts';
import type { Onlooker } from '../telemetry/onlooker.ts';
import type { LockAddress } from '../telemetry/probes/thread-place.ts';

/** Who is under observation, and what only its runtime has. The watcher may be a thread of it, or a process beside it. */
export type Subject = {
  /** What the first event says of it, its process's number among it. */
  readonly engine: Engine;
  /**
   * Who writes into the table's file, where there is one: only lanes in processes of their own, while the main loop
   * shares the watcher's memory, or everybody.
   */
  readonly fileHolds: 'children' | 'everything';
  /** Measures anew, for a sample, what only this runtime has. */
  readonly figures: () => Figure[];
  /** Processor time that watching has taken so far, in milliseconds: of a thread, or of a process. */
  readonly watcherCpuMs: () => Measured;
  /** Finds out more about a freeze than its length; null where nothing can. */
  readonly onlooker: Onlooker | null;
  /** The lock that its threads share, once it is known; null: they share none. */
  readonly lock: () => LockAddress | null;
  /** Whether the run is only to show what the work is like: looks are then more frequent, and cost nobody's figures. */
  readonly isStudied: boolean;
  /** Where it may have nothing to do for long: how often it is then sampled, and since when it has; null: it is at work. */
  readonly rest?: { readonly sampleIntervalMs: number; readonly sinceMs: () => number | null };
  /** Called before each look. */
  readonly onLook: () => void;
};
