import { isSerial, type ModelOf, modelCard } from '../catalog/models.ts';
import { hopelessRatio, surelyRatio } from '../comparison/standings.ts';
import type { ModelId, RuntimeId } from '../protocol/plan.ts';
import type { Ran } from '../runner/batch.ts';
import { takenByOthers } from '../session/processor.ts';
import { comparedResults } from '../work/calibration.ts';
import type { Size } from '../work/sizes.ts';
import type { Difference } from './answer.ts';
import { firstDifference, type Reference, referenceOf } from './differences.ts';
import { judgedFigure, median } from './figures.ts';
import type { Question, Turn } from './step.ts';

/** A model with numbers, and the rounds that it has run. */
export type Trial = {
  readonly runtime: RuntimeId;
  readonly model: ModelId;
  readonly size: Size;
  readonly runs: readonly Ran<Turn>[];
  /** What it is judged by, a value for each run; null for a run without one. */
  readonly values: readonly (number | null)[];
  /** The share of its time that other programs took from each run; 0 where it was little. */
  readonly taken: readonly number[];
  /** Why it is out, whatever its figures; null when it is not. */
  readonly out: Out | null;
};

export type Out =
  | { readonly kind: 'differs'; readonly difference: Difference }
  | { readonly kind: 'failed'; readonly failed: number; readonly of: number; readonly message: string }
  /** A smaller number of the same model does as well, or this one was the smaller and did not. */
  | { readonly kind: 'other-size' }
  | { readonly kind: 'hopeless'; readonly atLeast: number }
  /** There is no time for enough rounds of it. */
  | { readonly kind: 'no-time' };

/** More at once have to be faster by this to be worth their sockets and memory. */
const worthMore = 1.1;

export const isBaseline = (of: ModelOf) => isSerial(modelCard(of));

/** The trials of what is to be tried, with all that the runs so far say of each. */
export function trialsOf(
  question: Question,
  tried: readonly { readonly model: ModelId; readonly size: Size }[],
  ran: readonly Ran<Turn>[],
): { readonly trials: readonly Trial[]; readonly reference: Reference } {
  const reference = referenceOf(ran.filter(({ plan }) => isBaseline(plan)));
  const alone = ran.filter(({ plan, purpose }) => isBaseline(plan) && purpose === 'prove');
  const startMs = median(alone.map(({ summary }) => summary.startMs));
  const { runtime } = question.card;
  const plain = tried.map(({ model, size }): Trial => {
    const runs = ran.filter(
      (run) => run.purpose === 'prove' && run.model === model && run.size?.concurrency === size.concurrency,
    );
    const values = runs.map((run) => judgedFigure(question, run, startMs));
    const taken = runs.map(({ summary }) => (countsTime(question) ? (takenByOthers(summary) ?? 0) : 0));
    return { runtime, model, size, runs, values, taken, out: faultOf(runs, reference) };
  });
  return { trials: withHopeless(withOneSize(plain)), reference };
}

/** What others take from a run makes it last longer; it needs no more memory and computes no more. */
const countsTime = ({ by }: Question) => by === 'time' || by === 'latency';

function faultOf(runs: readonly Ran<Turn>[], reference: Reference): Out | null {
  for (const { plan, summary, results } of runs) {
    const { failed, done } = summary.tasks;
    const outcome = summary.outcome;
    if (isBaseline(plan)) continue;
    if (
      failed > mostFailures(reference.failedRatio * (failed + done)) ||
      (outcome !== 'completed' && outcome !== 'failed')
    )
      return {
        kind: 'failed',
        failed,
        of: failed + done,
        message: summary.errors[0]?.message ?? summary.message ?? '',
      };
    const difference = firstDifference(reference, results, comparedResults);
    if (difference) return { kind: 'differs', difference };
  }
  return null;
}

/** How many may fail where so many do one after another: three standard deviations of a Poisson process above twice of it. */
const mostFailures = (expected: number) => 2 * expected + 3 * Math.sqrt(expected);

/** Of two numbers of one model the smaller stays, unless more at once were clearly faster in the first round. */
function withOneSize(trials: readonly Trial[]): readonly Trial[] {
  return trials.map((trial) => {
    const rival = trials.find((other) => other !== trial && other.model === trial.model);
    if (!rival || trial.out || rival.out || !trial.values[0] || !rival.values[0]) return trial;
    const [small, large] = trial.size.concurrency < rival.size.concurrency ? [trial, rival] : [rival, trial];
    const kept = small.values[0]! > large.values[0]! * worthMore ? large : small;
    return trial === kept ? trial : { ...trial, out: { kind: 'other-size' } };
  });
}

/** Those so far behind the best of the first round that more rounds would tell nothing else. */
function withHopeless(trials: readonly Trial[]): readonly Trial[] {
  if (trials.some(({ runs, out }) => runs.length === 0 && out === null)) return trials;
  const firsts = trials.flatMap(({ values, out }) => (values[0] && !out ? [values[0]] : []));
  const best = Math.min(...firsts);
  return trials.map((trial) => {
    const [first] = trial.values;
    if (trial.out || isBaseline(trial) || !first || first < hopelessRatio * best) return trial;
    return { ...trial, out: { kind: 'hopeless', atLeast: surelyRatio } };
  });
}
