import { type RatioInterval, ratioInterval, ratioIntervals } from '../statistics/ratio-interval.ts';
import { spreadOf } from '../statistics/sample.ts';

/** After how many rounds a comparison looks whether it can stop. More looks than these would need a stricter test. */
export const stages = [3, 5, 10, 20] as const;

/** With fewer rounds no test reaches 0.05, so what decides is a gap that noise does not make. */
export const fewestRounds = 3;
/** Rounds from which on the interval can speak: of four against four it is nearly as wide as the values. */
const fewestForInterval = 5;
/** The slowest run of the one below the fastest of the other by this factor. */
const plainGap = 1.25;

/** What it takes to call one better than another. */
export type Margin = {
  /** By how many times one has to be ahead. */
  readonly lead: number;
  /** And by how much of the unit. */
  readonly step: number;
  /** The chance of being wrong that is allowed. */
  readonly alpha: number;
};

/**
 * For what a comparison is about. By how much one time has to be ahead of another: where code and data happen to lie in memory alone moves a program by
 * a few percent (Mytkowicz and others, "Producing wrong data without doing anything obviously wrong", 2009), and nobody
 * chooses a model for less.
 */
export const timeMargin: Margin = { lead: 1.05, step: 0, alpha: 0.05 };

/** How the first of two does against the second. `same`: within the lead. `unclear`: these runs do not tell. */
export type PairVerdict = 'faster' | 'slower' | 'same' | 'unclear';

/**
 * Whether `a` has lower values than `b`, both in the order of the rounds, by the values of the first `rounds` of each.
 * Values must be above 0. Of simulated comparisons of two that are alike, with noise from quiet to a busy machine's,
 * looks at all `stages` name a winner in at most 5 %.
 */
export function judgePair(
  a: readonly number[],
  b: readonly number[],
  rounds: number = Math.min(a.length, b.length),
  { lead, step, alpha }: Margin = timeMargin,
): PairVerdict {
  const [mine, other] = inCommon(a, b, rounds);
  if (mine.length < fewestRounds) return 'unclear';
  const [low, high] = [Math.min(...mine, ...other), Math.max(...mine, ...other)];
  if (high - low < step) return 'same';
  const isApart = Math.abs(middle(mine) - middle(other)) >= step;
  if (mine.length < fewestForInterval) {
    const gap = Math.max(plainGap, lead);
    if (isApart && Math.max(...mine) * gap <= Math.min(...other)) return 'faster';
    return isApart && Math.max(...other) * gap <= Math.min(...mine) ? 'slower' : 'unclear';
  }
  // Two one-sided tests (Schuirmann, 1987) are the interval of twice that chance.
  const [interval, both] = ratioIntervals(mine, other, [alpha, 2 * alpha]) as [RatioInterval, RatioInterval];
  if (isApart && interval.low > 1 && interval.ratio >= lead) return 'faster';
  if (isApart && interval.high < 1 && interval.ratio <= 1 / lead) return 'slower';
  return both.low >= 1 / lead && both.high <= lead ? 'same' : 'unclear';
}

/**
 * The least difference, as a share, that runs which spread like these would have shown: about half the width of the
 * interval, and never less than what counts.
 */
export function leastShown(
  a: readonly number[],
  b: readonly number[],
  { lead }: Margin = timeMargin,
): number {
  const { low, high } = shownRatio(a, b);
  const half = Math.sqrt(high / low) - 1;
  const rounds = Math.min(a.length, b.length);
  return Math.max(half, (rounds < fewestForInterval ? Math.max(plainGap, lead) : lead) - 1);
}

/** What is shown of the ratio of b to a: the interval of 95 %, and of three rounds that of 90 %, which is all there is. */
export function shownRatio(a: readonly number[], b: readonly number[]): RatioInterval {
  const [mine, other] = inCommon(a, b, Math.min(a.length, b.length));
  return ratioInterval(mine, other, mine.length > fewestRounds ? 0.05 : 0.1);
}

function inCommon(
  a: readonly number[],
  b: readonly number[],
  rounds: number,
): [readonly number[], readonly number[]] {
  const count = Math.min(rounds, a.length, b.length);
  return [a.slice(0, count), b.slice(0, count)];
}

const middle = (values: readonly number[]) => spreadOf({ values, unit: '' }).median;
