import { ratioInterval } from '../statistics/ratio-interval.ts';

/** After how many rounds a comparison looks whether it can stop. More looks than these would need a stricter test. */
export const stages = [3, 5, 10, 20] as const;

/**
 * By how much one has to be ahead of another. Where code and data happen to lie in memory alone moves a program by a
 * few percent (Mytkowicz and others, "Producing wrong data without doing anything obviously wrong", 2009), and nobody
 * chooses a model for less.
 */
const leastLead = 1.05;

/** Rounds from which on the interval can speak: of four against four it is nearly as wide as the values. */
const fewestForInterval = 5;
/** With fewer rounds no test reaches 0.05, so what decides is a gap that noise does not make. */
const fewestRounds = 3;
/** The slowest run of the one below the fastest of the other by this factor. */
const plainGap = 1.25;

/** The chance of being wrong that the interval allows, where one figure is judged. */
const alpha = 0.05;

/** How the first of two does against the second. `same`: within `leastLead`. `unclear`: these runs do not tell. */
export type PairVerdict = 'faster' | 'slower' | 'same' | 'unclear';

/**
 * Whether `a` has lower values than `b`, both in the order of the rounds, by the values of the first `rounds` of each.
 * Values must be above 0. Of simulated comparisons of two that are alike, with noise from quiet to a busy machine's,
 * looks at all `stages` name a false winner in at most 4 %; two that are 5 % apart are called `same` in at most 6 %.
 */
export function judgePair(
  a: readonly number[],
  b: readonly number[],
  rounds: number = Math.min(a.length, b.length),
  level: number = alpha,
): PairVerdict {
  const [mine, other] = [a.slice(0, rounds), b.slice(0, rounds)];
  const count = Math.min(mine.length, other.length);
  if (count < fewestRounds) return 'unclear';
  if (count < fewestForInterval) {
    if (Math.max(...mine) * plainGap <= Math.min(...other)) return 'faster';
    return Math.max(...other) * plainGap <= Math.min(...mine) ? 'slower' : 'unclear';
  }
  const { ratio, low, high } = ratioInterval(mine, other, level);
  if (low > 1 && ratio >= leastLead) return 'faster';
  if (high < 1 && ratio <= 1 / leastLead) return 'slower';
  // Two one-sided tests at `level` each (Schuirmann, 1987): the interval of twice that.
  const both = ratioInterval(mine, other, 2 * level);
  return both.low >= 1 / leastLead && both.high <= leastLead ? 'same' : 'unclear';
}
