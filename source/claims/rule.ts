import type { Wish } from '../catalog/wish.ts';
import { percent } from '../format.ts';
import type { Measured } from '../protocol/units.ts';
import { ownFigure } from '../session/figure-values.ts';
import { takenByOthers } from '../session/processor.ts';
import type { Summary } from '../session/summary.ts';
import type { ClaimCheck, Ruling, Verdict } from './claim.ts';
import type { Side } from './thresholds.ts';

/** Why the runs are inconclusive, in a sentence, and whether another try may help. */
export type Untold = { readonly unknown: string; readonly again?: boolean };

/** What computing on several cores cannot show here. */
export const oneCore: Untold = { unknown: 'This needs two cores, and there is only one' };

/** Figures by name, the unit at the end of the name. Null: not measured. */
type Figures<F extends string> = Readonly<Record<F, Measured>>;
type Known<F extends string> = Readonly<Record<F, number>>;

type Parts<F extends string> = {
  runs: readonly Wish[];
  holdsWhen: string;
  /** Part of the quick set, unless it says otherwise. */
  quick?: boolean;
  ladder?: boolean;
  /** Tasks that fail are an answer as well. */
  mayFail?: boolean;
  /** The rule reads times of computing, which a busy machine spoils. */
  timed?: boolean;
  measure(summaries: readonly Summary[]): Figures<F>;
  /** Given only when every figure was measured. */
  decide(figures: Known<F>, summaries: readonly Summary[]): Verdict | Untold;
  saw(figures: Known<F>, summaries: readonly Summary[]): string;
};

/**
 * A check out of three small questions: which figures, what they mean, and how to say them. What every check has in
 * common is answered here: a run that failed, a figure that was not measured, or a machine that was busy tells nothing.
 */
export function rule<F extends string>(parts: Parts<F>): ClaimCheck {
  const { runs, holdsWhen, quick = true, ladder = false, mayFail = ladder, timed = false } = parts;
  return {
    runs,
    quick,
    ladder,
    mayFail,
    holdsWhen,
    judge(summaries): Ruling {
      const fault = mayFail ? null : firstFault(summaries);
      if (fault !== null) return { verdict: 'unknown', saw: fault, figures: {} };
      const figures = parts.measure(summaries);
      const missing = Object.entries(figures).find(([, value]) => value === null);
      if (missing)
        return { verdict: 'unknown', saw: `A figure is missing: ${missing[0]} was not measured`, figures };
      const known = figures as Known<F>;
      const saw = parts.saw(known, summaries);
      const taken = timed ? mostTaken(summaries) : null;
      if (taken !== null) {
        const busy = `The machine was busy: a run waited for a core ${percent(taken)} of its time`;
        return { verdict: 'unknown', saw: both(saw, busy), figures, again: true };
      }
      const verdict = parts.decide(known, summaries);
      if (typeof verdict === 'string') return { verdict, saw, figures };
      return {
        verdict: 'unknown',
        saw: both(saw, verdict.unknown),
        figures,
        ...(verdict.again ? { again: true } : {}),
      };
    },
  };
}

/** What was seen and why it tells nothing: one sentence alone needs no full stop, two do. */
const both = (saw: string, why: string) => `${saw}. ${why}.`;

/** A figure between the sides of a band. */
export const tooClose: Untold = { unknown: 'That is too close to the limit for a verdict', again: true };

/** What the sides of a band mean; a figure between them is too near the line. */
export function byside(side: Side, meaning: Readonly<Record<'below' | 'above', Verdict>>): Verdict | Untold {
  return side === 'between' ? tooClose : meaning[side];
}

/** Why the runs tell nothing, in one line; null when each completed with a right result. */
function firstFault(summaries: readonly Summary[]): string | null {
  for (const { plan, outcome, message, check, errors } of summaries) {
    const run = `${plan.workload} under ${plan.model}`;
    if (outcome !== 'completed') {
      const reason = message ?? errors[0]?.message.split('\n')[0];
      return `${run} ${(outcome ?? 'not ended').replace('-', ' ')}${reason ? `: ${reason}` : ''}`;
    }
    if (check?.ok === false) return `${run} gave ${check.got} instead of ${check.expected}`;
  }
  return null;
}

function mostTaken(summaries: readonly Summary[]): Measured {
  const taken = summaries.map(takenByOthers).filter((ratio) => ratio !== null);
  return taken.length === 0 ? null : Math.max(...taken);
}

/** One figure by another; null where either was not measured, or where there is nothing to divide by. */
export function over(value: Measured, by: Measured): Measured {
  return value === null || by === null || by <= 0 ? null : value / by;
}

/** From the engine's start to the last task's end: starting lanes is part of having them. */
export function wholeMs(summary: Summary | undefined): Measured {
  return summary?.startMs == null || summary.wallMs === null ? null : summary.startMs + summary.wallMs;
}

/** How long the main loop was frozen: from outside that is known to a few ms, and it is never more than all of the run. */
export function frozenIn(summary: Summary | undefined): Measured {
  const frozenMs = summary?.loop.frozenMs ?? null;
  return frozenMs === null ? null : Math.min(frozenMs, summary?.wallMs ?? frozenMs);
}

/** A figure of the workload's own; null also without a run. */
export function figureOf(summary: Summary | undefined, name: string): Measured {
  return summary ? ownFigure(summary, name) : null;
}
