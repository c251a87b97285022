import { spreadOf } from '../statistics/sample.ts';
import { type Column, ownColumns } from './columns.ts';
import type { Row } from './comparison.ts';
import { fewestRounds, timeMargin } from './judge-pair.ts';
import { type Beside, besides, feltLead, type Judged } from './judged-by.ts';
import { isBeaten, pairIn, type Standing, standingOf } from './standings.ts';
import { listed } from './words.ts';

/** Two are what one can weigh, beside what the workload itself is about. */
const mostTold = 2;

/**
 * In what else rows differ that are not beaten by far, by the same rule per figure, and which one to take. Where the
 * first is worse in nothing there is nothing to weigh, and nothing is said.
 */
export function tradeOffs(standing: Standing, judged: Judged): string[] {
  const { leaders, winner } = standing;
  const simplest = winner ?? leaders[0];
  if (simplest === undefined) return [];
  const rivals = standing.ranked.filter((row) => row === simplest || isRival(row, simplest, standing));
  if (rivals.length < 2) return [];
  const others = besides(judged)
    .map((figure) => ({ figure, standing: standingOf(rivals, figure) }))
    .filter((one) => one.standing.ranked.length === rivals.length);
  const among = winner ? rivals : leaders;
  const told = others.flatMap(({ figure, standing: one }) => leastWords(figure, one, among, winner));
  const lines = [...ownWords(among, judged, winner), ...told.slice(0, mostTold)];
  const dominated = rivals.filter(
    (row) => row !== simplest && isDominated(row, simplest, [standing, ...others.map((one) => one.standing)]),
  );
  if (dominated.length > 0 && lines.length > 0) {
    const names = listed(dominated.map(({ variant }) => variant.label));
    lines.push(
      `${names} ${dominated.length === 1 ? 'is' : 'are'} better than ${simplest.variant.label} in none of these.`,
    );
  }
  return winner ? lines : [...lines, choiceWords(leaders, lines.length > 0, standing)];
}

/** Whether anybody would weigh it: not ten times behind, and told by as many rounds as it takes. */
function isRival(row: Row, simplest: Row, standing: Standing): boolean {
  const { rounds, verdict } = pairIn(standing, simplest, row);
  return rounds >= fewestRounds && verdict !== 'hopeless' && verdict !== 'hopeful' && verdict !== 'short';
}

/** `The lightest is async (41 MB, threads 152 MB).` Of a winner only what it is not. */
function leastWords(
  { least, column }: Beside,
  standing: Standing,
  among: readonly Row[],
  winner: Row | null,
): string[] {
  const sorted = among.toSorted((a, b) => medianOf(a, column) - medianOf(b, column));
  const low = sorted[0]!;
  const high = winner ?? sorted.at(-1)!;
  if (low === high || !isBeaten(high, pairIn(standing, low, high))) return [];
  const [from, to] = [low, high].map((row) => column.show(medianOf(row, column)));
  const title = column.title;
  return [`${least} is ${low.variant.label} (${title} ${from}, ${high.variant.label} ${to}).`];
}

/** Of the workload's own figure, the first in which they differ; whether less of it is better is not known. */
function ownWords(among: readonly Row[], judged: Judged, winner: Row | null): string[] {
  if (winner) return [];
  for (const column of ownColumns(among)) {
    if (column.title === judged.column.title || among.some((row) => column.of(row) === null)) continue;
    const figure: Judged = {
      id: column.title,
      column,
      margin: { ...timeMargin, lead: feltLead, step: column.step },
    };
    const sorted = among.toSorted((a, b) => medianOf(a, column) - medianOf(b, column));
    const [low, high] = [sorted[0]!, sorted.at(-1)!];
    if (!isBeaten(high, pairIn(standingOf(among, figure), low, high))) continue;
    const shown = [low, high].map((row) => `${row.variant.label} ${column.show(medianOf(row, column))}`);
    return [`They differ in ${column.title} (${shown.join(', ')}).`];
  }
  return [];
}

/** Worse than that one in a figure, and in all others worse or the same, beyond doubt. */
function isDominated(row: Row, by: Row, standings: readonly Standing[]): boolean {
  const pairs = standings.map((standing) => pairIn(standing, row, by));
  return (
    pairs.some((pair) => isBeaten(row, pair)) &&
    pairs.every((pair) => isBeaten(row, pair) || pair.verdict === 'same')
  );
}

/** Which of those to take that are level: the simplest, for there is less of it that can go wrong. */
function choiceWords(leaders: readonly Row[], differ: boolean, standing: Standing): string {
  const [simplest, ...others] = leaders;
  const open = others.some((row) => pairIn(standing, simplest!, row).verdict !== 'same');
  if (open && !differ) return '';
  const alike = leaders.filter(({ variant: { plan } }) => plan.model === simplest!.variant.plan.model);
  if (alike.length > 1) {
    const model = simplest!.variant.plan.model;
    const which = alike.length === leaders.length ? '' : `, the simplest of these,`;
    return differ
      ? `If nothing else matters, take ${model}${which} in the runtime that you prefer.`
      : `Take ${model}${which} in the runtime that you prefer: no other figure sets them apart.`;
  }
  const why = leaders.length === 2 ? 'the simpler one' : 'the simplest';
  return differ
    ? `If nothing else matters, take ${simplest!.variant.label}, ${why}.`
    : `Take ${simplest!.variant.label}, ${why}: no other figure sets them apart.`;
}

const medianOf = (row: Row, { of }: Column) => spreadOf(of(row)!).median;
