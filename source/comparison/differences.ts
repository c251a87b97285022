import { overlap, spreadOf } from '../statistics/sample.ts';
import { type Column, columnOf, ownColumns } from './columns.ts';
import type { Row } from './comparison.ts';

/** What a person would choose by where times are level, the most telling first. */
const telling = (['loopLagP99Ms', 'peakMemoryBytes', 'cpuMsPerTask', 'startMs'] as const).map(columnOf);

/** The processor's clock moves CPU time by a tenth. */
const leastRatio = 1.25;

/** Two are what one can weigh, beside what the workload itself is about. */
const mostTold = 2;
const mostOwn = 1;

/** In what rows differ beyond their spreads: `memory (41 MB async, 148 MB threads)`. The least is first. */
export function differences(rows: readonly Row[]): string[] {
  const told = (some: readonly Column[]) => some.flatMap((column) => differenceIn(column, rows) ?? []);
  return [...told(ownColumns(rows)).slice(0, mostOwn), ...told(telling).slice(0, mostTold)];
}

/** The greater value has to be that many times the smaller one, and a step more, to be worth a word. */
function differenceIn({ title, of, show, step }: Column, rows: readonly Row[]): string | null {
  const known = rows.flatMap((row) => {
    const sample = of(row);
    return sample === null ? [] : [{ label: row.variant.label, spread: spreadOf(sample) }];
  });
  if (known.length < rows.length) return null;
  known.sort((a, b) => a.spread.median - b.spread.median);
  const low = known[0]!;
  const high = known.at(-1)!;
  if (overlap(low.spread, high.spread)) return null;
  const [from, to] = [low.spread.median, high.spread.median];
  if (to < from * leastRatio || to - from < step) return null;
  return `${title} (${show(from)} ${low.label}, ${show(to)} ${high.label})`;
}
