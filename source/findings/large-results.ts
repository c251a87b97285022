import { shortDuration } from '../format.ts';
import type { Session } from '../session/state.ts';
import type { Advice } from './step.ts';

/** From here on two lanes are no faster than one: what they compute side by side they pay again for copies. */
const leastCopy = 0.5;

/**
 * What to say instead of "try lanes" where results are so large that copying them out of lanes takes as long as what lanes
 * would gain; null where they are not, or where nobody knows. `workMs`: what a task computes.
 */
export function keptByCopies({ calls }: Session, workMs: number): Advice | null {
  if (calls === null || calls.copyEstimateMs === null || calls.results === 0) return null;
  const copyMs = calls.copyEstimateMs / calls.results;
  if (copyMs < leastCopy * workMs) return null;
  return {
    next: `Return less: lanes would copy each result (${shortDuration(copyMs)}; a task computes ${shortDuration(workMs)})`,
    step: null,
  };
}
