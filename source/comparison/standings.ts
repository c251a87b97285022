import { shortestMs } from '../session/processor.ts';
import type { RatioInterval } from '../statistics/ratio-interval.ts';
import { spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import { fewestRounds, judgePair, leastShown, type PairVerdict, shownRatio, stages } from './judge-pair.ts';
import { isTime, type Judged } from './judged-by.ts';
import { isSameSide } from './sides.ts';

/** One row against a row that is dearer, or was named later. */
export type Pair = {
  readonly first: Row;
  readonly second: Row;
  /** Of the first: `faster` is a better figure, whatever it counts. */
  readonly verdict: PairVerdict | TooLittle;
  /** The second's figure by the first's, over the rounds that both ran; null before there are three. */
  readonly interval: RatioInterval | null;
  readonly rounds: number;
};

/**
 * `hopeless`: the second took ten times as long in its first round, and gets no other. `hopeful`: the first did.
 * `short`: both were over before their speed could be told.
 */
type TooLittle = 'hopeless' | 'hopeful' | 'short';

/** In whatever unit. */
const least = 1e-3;

/** One that takes this many times as long as the best in the first round needs no second one. */
export const hopelessRatio = 10;
/** What is said of it: one run may be off by a fifth. */
export const surelyRatio = 8;

/** The values that a row is judged by, in the order of its rounds; none where it cannot be judged. */
export function valuesOf(row: Row, judged: Judged): readonly number[] {
  const { column } = judged;
  // Not all of its tasks were done by then: at least so long per task.
  if (isTime(judged) && row.stoppedAfterMs !== null)
    return [row.stoppedAfterMs / (judged.id === 'wallMs' ? 1 : row.variant.plan.tasks)];
  // A ratio needs values above 0; what lies below what clocks tell apart is the least all the same.
  const values = row.problem === null ? (column.of(row)?.values ?? []) : [];
  return values.map((value) => Math.max(value, least));
}

function pairOf(first: Row, second: Row, judged: Judged): Pair {
  const [a, b] = [valuesOf(first, judged), valuesOf(second, judged)];
  const rounds = Math.min(a.length, b.length);
  const pair = { first, second, rounds, interval: rounds < fewestRounds ? null : shownRatio(a, b) };
  if (rounds === 0) return { ...pair, verdict: 'unclear' };
  if (areTwins(first, second)) return { ...pair, verdict: 'same' };
  const medians = [a, b].map((values) => spreadOf({ values, unit: '' }).median) as [number, number];
  if (isTime(judged) && isShort(first) && isShort(second)) return { ...pair, verdict: 'short' };
  // Who keeps up is better than who does not, whatever their latencies were meanwhile.
  if (rounds >= fewestRounds && judged.id === 'latencyP99Ms' && onlyOneKeptUp(first, second))
    return { ...pair, verdict: first.keptUp ? 'faster' : 'slower' };
  if (rounds === 1 && (isTime(judged) || onlyOneKeptUp(first, second))) {
    const far = first.stoppedAfterMs === null && second.stoppedAfterMs === null ? hopelessRatio : surelyRatio;
    if (medians[1] >= medians[0] * far) return { ...pair, verdict: 'hopeless' };
    if (medians[0] >= medians[1] * far) return { ...pair, verdict: 'hopeful' };
  }
  const [lower, greater] = judged.column.better === 'higher' ? [b, a] : [a, b];
  return { ...pair, verdict: judgePair(lower, greater, rounds, judged.margin) };
}

/** Whether its runs were over before their speed could be told. */
export const isShort = ({ wallMs, stoppedAfterMs }: Row) =>
  stoppedAfterMs === null && wallMs !== null && spreadOf(wallMs).median < shortestMs;

/** At a rate: the latency of the other grows for as long as it runs. */
const onlyOneKeptUp = (first: Row, second: Row) =>
  first.keptUp !== null && second.keptUp !== null && first.keptUp !== second.keptUp;

/** Whether both ran the same code with the same number of tasks at once: then only chance sets them apart. */
function areTwins(first: Row, second: Row): boolean {
  const [one, other] = [first.variant.plan, second.variant.plan];
  const isOf = (row: Row, model: string) => row.sameAs === model;
  if (!isSameSide(first.variant, second.variant)) return false;
  return one.concurrency === other.concurrency && (isOf(first, other.model) || isOf(second, one.model));
}

/** Whether the row is beaten in that pair. */
export function isBeaten(row: Row, { first, second, verdict }: Pair): boolean {
  if (row === first) return verdict === 'slower' || verdict === 'hopeful';
  return row === second && (verdict === 'faster' || verdict === 'hopeless');
}

/** Who stands where in one figure. */
export type Standing = {
  /** Rows that have the figure, the simplest first. */
  readonly ranked: readonly Row[];
  readonly pairs: readonly Pair[];
  /** Those that no other beats, the simplest first. */
  readonly leaders: readonly Row[];
  /** The one that beats every other. */
  readonly winner: Row | null;
};

export function standingOf(rows: readonly Row[], judged: Judged): Standing {
  const ranked = rows.filter((row) => valuesOf(row, judged).length > 0);
  const pairs = ranked.flatMap((first, at) =>
    ranked.slice(at + 1).map((second) => pairOf(first, second, judged)),
  );
  const leaders = ranked.filter((row) => !pairs.some((pair) => isBeaten(row, pair)));
  const [winner] = leaders;
  const wins =
    winner !== undefined &&
    ranked.length > 1 &&
    ranked.every((row) => row === winner || pairs.some((pair) => isBeaten(row, pair) && isOf(winner, pair)));
  return { ranked, pairs, leaders, winner: wins ? winner : null };
}

const isOf = (row: Row, { first, second }: Pair) => row === first || row === second;

export function pairIn({ pairs }: Standing, a: Row, b: Row): Pair {
  return pairs.find((pair) => isOf(a, pair) && isOf(b, pair))!;
}

/** The least difference, as a share, that the runs of a pair would have shown. */
export function shownDifference({ first, second }: Pair, judged: Judged): number {
  return leastShown(valuesOf(first, judged), valuesOf(second, judged), judged.margin);
}

/** Two that are called the same after few rounds may still come apart: a comparison goes on until this many. */
const sureOfSame = stages[2];

/**
 * The rows that have to go on until it is known which is the simplest that no other beats: it, and those that may still
 * beat it. Whether two others differ that are both dearer needs no proof. None when it is known.
 */
export function undecided(standing: Standing): readonly Row[] {
  const [simplest, ...others] = standing.leaders;
  if (simplest === undefined) return [];
  const open = others.filter((row) => {
    const { verdict, rounds } = pairIn(standing, simplest, row);
    return verdict === 'unclear' || (verdict === 'same' && rounds < sureOfSame);
  });
  return open.length === 0 ? [] : [simplest, ...open];
}
