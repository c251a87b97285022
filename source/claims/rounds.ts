import type { Room } from '../catalog/room.ts';
import type { Where } from '../catalog/where.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import { prepareChecking } from './check.ts';
import type { Claim, Ruling } from './claim.ts';

/** A second try doubles the time at most; on a machine that took this long for the first it would be no better. */
const secondTryWithinMs = 60_000;

/** Runs that check claims. `summaries` are those of the first plans: what has run so far. */
export type Round = {
  /** What is checked in this round. */
  readonly claims: readonly Claim[];
  readonly plans: readonly Plan[];
  /**
   * What is known of the claims by their ids, of the round before as well; a claim is missing while its runs are still
   * to come. `over`: no more will come.
   */
  rulings(summaries: readonly Summary[], over: boolean): ReadonlyMap<string, Ruling>;
  /** Whether a run failed that some claim needed whole. */
  hasFaults(summaries: readonly Summary[]): boolean;
  /** The round after this one, which took that long; null where none is worth it. */
  next(summaries: readonly Summary[], tookMs: number): Round | null;
};

/**
 * The check of some claims there, on this machine: every distinct run once, and once more for claims that chance had a hand
 * in, for a machine is seldom busy twice.
 */
export function firstRound(
  claims: readonly Claim[],
  where: Where,
  workloads: readonly WorkloadCard[],
  room: Room,
): Round {
  const roundOf = (asked: readonly Claim[], before: ReadonlyMap<string, Ruling> | null): Round => {
    const checking = prepareChecking(asked, where, workloads, room);
    const rulings = (summaries: readonly Summary[], over: boolean) => {
      const known = new Map(before);
      for (const claim of asked) {
        const ruling = checking.ruling(claim, summaries, over);
        // What could be told once is not forgotten for a try that tells nothing.
        if (ruling && (ruling.verdict !== 'unknown' || !known.has(claim.id))) known.set(claim.id, ruling);
      }
      return known;
    };
    return {
      claims: asked,
      plans: checking.plans,
      rulings,
      hasFaults: checking.hasFaults,
      next(summaries, tookMs) {
        if (before !== null || tookMs >= secondTryWithinMs) return null;
        const known = rulings(summaries, true);
        const unsure = asked.filter(({ id }) => known.get(id)?.again);
        return unsure.length === 0 ? null : roundOf(unsure, known);
      },
    };
  };
  return roundOf(claims, null);
}
