/**
 * Units are part of every field's name: `…Ms` milliseconds, `…Bytes` bytes, `…Ratio` a share between 0 and 1,
 * `atMs` milliseconds since the engine's origin (the moment it started). A figure that was not measured is
 * `null`, never 0.
 */

/**
 * The version of plan, events and commands together. A reader refuses any other, and every event and field that it does not
 * know: whatever is added makes another version.
 */
export const protocolVersion = 6;

/** How often an engine samples when nobody says: as often as a person can follow. */
export const defaultSampleIntervalMs = 250;

/**
 * The period of an engine's main heartbeat: how late it is, is the loop's lag. A shorter one costs more and finds
 * little more; at 10 ms it costs 1 % of a core.
 */
export const beatPeriodMs = 10;

/** A measured number, or null where it was not measured. */
export type Measured = number | null;

/** Rounds to whole microseconds: finer digits are noise and cost bytes on the wire. */
export function roundMs(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}

/** The same of what may not have been measured. */
export function rounded(value: Measured): Measured {
  return value === null ? null : roundMs(value);
}
