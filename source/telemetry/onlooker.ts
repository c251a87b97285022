import type { VitalEventOf } from '../protocol/vital-events.ts';

/** What can be told of a freeze beyond its length: what it is, whose code did it, and where that was. */
export type Seen = Pick<
  VitalEventOf<'held'>,
  | 'cause'
  | 'call'
  | 'keepsLock'
  | 'holder'
  | 'frames'
  | 'placed'
  | 'stacks'
  | 'stacksHere'
  | 'starvedBy'
  | 'deadlock'
  | 'otherFrames'
  | 'cpuMs'
>;

/** Finds out what holds the main loop, while it does, from outside. */
export interface Onlooker {
  /** The loop has not turned since `startedMs`: called at each look while that lasts. `task`: whose code is on its stack. */
  look(nowMs: number, startedMs: number, task: number | null): void;
  /** What was found out about this freeze so far; null for nothing. */
  seen(): Seen | null;
  /** The freeze is over, or was none. */
  forget(): void;
}
