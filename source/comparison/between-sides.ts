import { factor } from '../format.ts';
import type { Row } from './comparison.ts';
import { fewestRounds } from './judge-pair.ts';
import { isTime, type Judged } from './judged-by.ts';
import { show, sorted, turned } from './ranking.ts';
import { bySide, sideTitle } from './sides.ts';
import { isBeaten, type Pair, pairIn, type Standing, standingOf, surelyRatio } from './standings.ts';
import { intervalWords, listed } from './words.ts';

/**
 * Who is ahead in each runtime, and how far the best of the others are behind `ahead`, the first of all. Empty before
 * there are rounds enough.
 */
export function betweenSides(standing: Standing, ahead: Row, judged: Judged): string {
  const sides = bySide(standing.ranked, ({ variant }) => variant);
  return sides.flatMap((rows) => sideWords(rows, ahead, standing, judged)).join(' ');
}

function sideWords(rows: readonly Row[], ahead: Row, all: Standing, judged: Judged): string[] {
  const title = sideTitle(rows[0]!.variant);
  const own = standingOf(rows, judged);
  const best = own.winner ?? sorted(own.leaders, judged)[0]!;
  const among = own.leaders.filter((row) => row !== best).map((row) => pairIn(own, best, row));
  if (own.pairs.some(({ verdict, rounds }) => verdict === 'unclear' && rounds < fewestRounds)) return [];
  const behind = rows.includes(ahead) ? [] : behindWords(best, ahead, all, judged);
  if (among.some(({ verdict }) => verdict === 'short'))
    // Of those that are ahead of all, the verdict has said so.
    return rows.includes(ahead)
      ? []
      : [`In ${title}, runs are too short to tell which is faster.`, ...behind];
  const names = listed(own.leaders.map((row) => `${row.variant.plan.model} (${show(row, judged)})`));
  // Of one alone its figure is in the table.
  if (rows.length === 1) return behind;
  if (own.leaders.length === rows.length)
    return [`In ${title}, no difference shows between ${names}.`, ...behind];
  const first = `${own.leaders.length === 1 ? 'is' : 'are'} ${isTime(judged) ? 'the fastest' : 'the best'}`;
  return [`In ${title}, ${names} ${first}${nextWords(own, judged)}.`, ...behind];
}

/** `, 1.94 × as fast as async (1.90–2.00, 5 rounds)`: how one that beats all others of its runtime does against the next. */
function nextWords({ winner, ranked, pairs }: Standing, judged: Judged): string {
  const next = sorted(
    ranked.filter((row) => row !== winner),
    judged,
  )[0]!;
  const pair = pairs.find(({ first, second }) =>
    [first, second].every((row) => row === winner || row === next),
  );
  if (winner === null || !pair?.interval) return '';
  return isTime(judged) ? `, ${fastWords(pair, winner, next.variant.plan.model)}` : '';
}

/** How far the best of a runtime is behind the first of all; none where that is not clear, which the verdict tells. */
function behindWords(best: Row, ahead: Row, all: Standing, judged: Judged): string[] {
  const pair = pairIn(all, ahead, best);
  const [first, other] = [ahead.variant.label, best.variant.label];
  if (!isBeaten(best, pair)) return [];
  if (pair.interval === null)
    return isTime(judged) ? [`${first} is at least ${factor(surelyRatio)} as fast as ${other}.`] : [];
  if (isTime(judged)) return [`${first} is ${fastWords(pair, ahead, other)}.`];
  const ratio = turned(pair, ahead);
  return [`${other} has ${factor(ratio.ratio)} as much as ${first} ${intervalWords(ratio)}.`];
}

function fastWords(pair: Pair, row: Row, other: string): string {
  const ratio = turned(pair, row);
  return `${factor(ratio.ratio)} as fast as ${other} ${intervalWords(ratio)}`;
}
