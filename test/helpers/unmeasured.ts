import type { VitalEventOf } from '../../source/protocol/vital-events.ts';

/** What an event says of what nobody measured: its own test says more of it. */

/** Of a time in which a loop was held. */
export const unlooked = {
  stacks: 0,
  stacksHere: 0,
  placed: null,
  starvedBy: null,
  deadlock: null,
  otherFrames: [] as VitalEventOf<'held'>['frames'],
  collectorMs: null,
  cpuMs: null,
  unreadSockets: null,
} as const;

/** Of a lane, in a sample. */
export const uncollected = {
  collectorMs: null,
  youngCollectorMs: null,
  longCollectorMs: null,
  keptBytes: null,
  keptBufferBytes: null,
} as const;

/** Of a process, in a sample. */
export const uncounted = {
  descriptors: null,
  descriptorLimit: null,
  threads: null,
  otherThreads: null,
} as const;
