import type { Seen } from '../telemetry/onlooker.ts';

/** What was found out about a task that held the loop, and how often it was looked at. */
export type Found = { readonly looks: number; readonly seen: Seen };

/** A task of which the line is known says more than one of which it is not; else the one that held the loop longer. */
export function saysMore(one: Found, other: Found): boolean {
  const [isKnown, wasKnown] = [one, other].map(({ seen }) => seen.frames.length > 0);
  return isKnown === wasKnown ? one.looks >= other.looks : isKnown!;
}
