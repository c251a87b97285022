import { inverse, type RatioInterval } from '../statistics/ratio-interval.ts';
import { spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';
import type { Judged } from './judged-by.ts';
import { type Pair, valuesOf } from './standings.ts';

/** The middle of the values that a row is judged by. */
const medianOf = (row: Row, judged: Judged) => spreadOf({ values: valuesOf(row, judged), unit: '' }).median;

/** The same for people, with its unit. */
export const show = (row: Row, judged: Judged) => judged.column.show(medianOf(row, judged));

export const highest = ({ column }: Judged) => column.better === 'higher';

/** The best first. */
export const sorted = (rows: readonly Row[], judged: Judged) =>
  rows.toSorted((a, b) => (medianOf(a, judged) - medianOf(b, judged)) * (highest(judged) ? -1 : 1));

/** A pair as that row sees it: the other's figure by its own. It must have an interval. */
export function turned(
  { first, interval, rounds }: Pair,
  row: Row,
): RatioInterval & { readonly rounds: number } {
  const known = { ...interval!, rounds };
  return row === first ? known : inverse(known);
}
