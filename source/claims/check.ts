import { planFor } from '../catalog/make-plan.ts';
import { onScreen } from '../catalog/refusal.ts';
import type { Room } from '../catalog/room.ts';
import { choiceOf, type Where } from '../catalog/where.ts';
import type { WorkloadCard } from '../catalog/workloads.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Summary } from '../session/summary.ts';
import type { Claim, ClaimCheck, Ruling } from './claim.ts';

/** How the check of some claims goes about it: every distinct run once, whoever asks for it. */
export type Checking = {
  readonly plans: readonly Plan[];
  /**
   * What the runs so far say of a claim; null while one of its runs is still to come. `summaries`: in the order of the
   * plans. `over`: no more will come, so that what is missing now was never run.
   */
  ruling(claim: Claim, summaries: readonly Summary[], over?: boolean): Ruling | null;
  /** Whether a run failed that some claim needed whole. */
  hasFaults(summaries: readonly Summary[]): boolean;
};

/** Lays out the runs that check these claims there, on this machine. Claims that cannot be run say why in their ruling. */
export function prepareChecking(
  claims: readonly Claim[],
  where: Where,
  workloads: readonly WorkloadCard[],
  room: Room,
): Checking {
  const { runtime } = where;
  const there = workloads.filter((card) => card.runtime === runtime && card.module === null);
  const plans: Plan[] = [];
  const places = new Map<string, number>();
  const placeOf = (plan: Plan): number => {
    const key = JSON.stringify(plan);
    const known = places.get(key);
    if (known !== undefined) return known;
    places.set(key, plans.length);
    return plans.push(plan) - 1;
  };
  const needs = new Map<string, readonly number[] | Ruling>();
  for (const claim of claims) {
    const check = claim.checks[runtime];
    needs.set(
      claim.id,
      check ? runsOf(check) : cannotTell(claim.unchecked?.[runtime] ?? `There is no check for ${runtime}`),
    );
  }

  const neededWhole = new Set(
    claims.flatMap((claim) => {
      const need = needs.get(claim.id)!;
      return 'verdict' in need || claim.checks[runtime]?.mayFail ? [] : need;
    }),
  );

  function runsOf(check: ClaimCheck): readonly number[] | Ruling {
    const wished: Plan[] = [];
    for (const wish of check.runs) {
      const plan = planFor({ ...wish, ...choiceOf(where) }, there, room);
      if (plan.refusal === null) wished.push(plan.value);
      // The numbers are the claim's own: nobody can follow advice on them.
      else if (!check.ladder)
        return cannotTell(`It cannot run here: ${onScreen({ ...plan.refusal, remedy: null })}`);
    }
    if (wished.length === 0) return cannotTell('This machine has no room for any of its runs');
    return wished.map(placeOf);
  }

  return {
    plans,
    ruling(claim, summaries, over = false) {
      const need = needs.get(claim.id);
      if (need === undefined) throw new RangeError(`the claim ${claim.id} is not among those to be checked`);
      if ('verdict' in need) return need;
      const runs = need.map((place) => summaries[place]);
      if (runs.every((run) => run !== undefined)) return claim.checks[runtime]!.judge(runs);
      return over ? cannotTell('The check was stopped before its runs had ended') : null;
    },
    hasFaults: (summaries) =>
      summaries.some(
        ({ outcome, check }, place) =>
          neededWhole.has(place) && (outcome !== 'completed' || check?.ok === false),
      ),
  };
}

/** A claim that could not be run, and why. */
function cannotTell(why: string): Ruling {
  return { verdict: 'unknown', saw: why, figures: {} };
}
