import type { StepVerdict } from '../protocol/load-events.ts';

/** What a step came to. */
export type StepFigures = {
  readonly due: number;
  readonly failed: number;
  readonly unanswered: number;
  readonly unsent: number;
  /** Null: too few requests to tell. */
  readonly keptUp: boolean | null;
  /** How late the sender was with 19 of 20 requests, at most; null: none was sent. */
  readonly lateP95Ms: number | null;
};

/** A hundredth that fails is the p99 of those who ask; one alone may have been unlucky. */
const mostFailedRatio = 0.01;
const fewestFailed = 2;
/** Timers are right to a millisecond. A sender that is later than this had no core, and what it sees is its own wait. */
const mostLateMs = 20;

/**
 * Whether a program held a rate. `failing`: more than one in a hundred failed, or had no answer in time. `behind`: what waits
 * grows. `late`: the sender itself was, so that nothing can be said. `unknown`: too few requests.
 */
export function verdictOf({ due, failed, unanswered, unsent, keptUp, lateP95Ms }: StepFigures): StepVerdict {
  const lost = failed + unanswered;
  if (lost >= fewestFailed && lost > mostFailedRatio * due) return 'failing';
  if (lateP95Ms !== null && lateP95Ms > mostLateMs) return 'late';
  if (unsent > 0 || keptUp === false) return 'behind';
  return keptUp === null ? 'unknown' : 'held';
}

/** What says that a rate is too much. */
export const isBroken = (verdict: StepVerdict) => verdict === 'failing' || verdict === 'behind';
