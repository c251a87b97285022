import { inverse } from '../statistics/ratio-interval.ts';
import type { Sizes } from '../work/sizes.ts';
import type { WhyNot } from './answer.ts';
import { figuresOf } from './figures.ts';
import { type Standing, standingOf } from './standing.ts';
import { modelsFor, type Question } from './step.ts';
import type { Trial } from './trials.ts';

/** Why each of the other models is not the answer: what was measured, or why nothing was. */
export function whyNotOf(
  question: Question,
  { sizes, trials }: { readonly sizes: Sizes; readonly trials: readonly Trial[] },
  found: Trial | null,
  standings: readonly Standing[],
): WhyNot[] {
  return modelsFor(question).flatMap((model): WhyNot[] => {
    if (model === found?.model) return [];
    const { skip } = sizes[model];
    if (skip) return [{ model, size: null, figures: null, why: { kind: 'skipped', skip } }];
    const mine = trials.filter((trial) => trial.model === model);
    const trial = mine.find(({ out }) => out?.kind !== 'other-size') ?? mine[0];
    if (!trial) return [];
    const figures = trial.runs.length === 0 ? null : figuresOf(question, trial.runs, trial.values);
    const answer = question.ruledOut[model];
    const why: WhyNot['why'] =
      answer === undefined
        ? whyOf(trial, found, standings)
        : { kind: 'skipped', skip: { reason: 'answer', share: null, detail: answer } };
    return [{ model, size: trial.size, figures, why }];
  });
}

function whyOf(trial: Trial, found: Trial | null, standings: readonly Standing[]): WhyNot['why'] {
  const { out } = trial;
  if (trial.runs.length === 0) return { kind: 'not-run' };
  const measured = found && found !== trial ? standingOf(trial, found, true) : null;
  if (out?.kind === 'differs')
    return { kind: 'differs', difference: out.difference, ratio: measured?.ratio ?? null };
  if (out?.kind === 'failed') return { kind: 'failed', failed: out.failed, of: out.of, message: out.message };
  if (out?.kind === 'hopeless') return { kind: 'hopeless', atLeast: out.atLeast };
  const standing = standings.find(({ against }) => against === trial);
  if (standing) return { kind: 'compared', ratio: inverse(standing.ratio), verdict: standing.verdict };
  return measured ? { kind: 'compared', ratio: measured.ratio, verdict: 'unclear' } : { kind: 'not-run' };
}
