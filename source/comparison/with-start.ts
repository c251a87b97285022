import { duration } from '../format.ts';
import { type Sample, spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import type { Judged } from './judged-by.ts';
import { named } from './names.ts';
import { type Standing, standingOf } from './standings.ts';

/**
 * Who is first when the start of engine and lanes counts as well, where that is another than the winner. A service
 * starts once and a script each time, so it is told beside the winner, and takes nothing from it. Empty for nothing.
 */
export function withStart({ ranked, winner }: Standing, judged: Judged): string {
  if (winner === null || judged.id !== 'wallMs' || ranked.some((row) => startsOf(row) === null)) return '';
  const whole: Judged = {
    ...judged,
    column: { ...judged.column, show: duration, of: startsOf },
  };
  const { winner: first } = standingOf(ranked, whole);
  if (first === null || first === winner) return '';
  const next = ranked
    .filter((row) => row !== first)
    .reduce((least, row) => (medianOf(row) < medianOf(least) ? row : least));
  return `With start-up included, ${first.variant.label} is first: ${duration(medianOf(first))}, then ${named(next, whole)}.`;
}

/** Start and time of each run; null where a run has no start. */
function startsOf({ wallMs, startMs }: Row): Sample | null {
  if (wallMs === null || startMs === null || wallMs.values.length !== startMs.values.length) return null;
  return { ...wallMs, values: wallMs.values.map((ms, at) => ms + startMs.values[at]!) };
}

const medianOf = (row: Row) => spreadOf(startsOf(row)!).median;
