import { overlap, spreadOf } from '../statistics/sample.ts';
import { type Column, columnOf, ownColumns } from './columns.ts';
import type { Row } from './comparison.ts';
import { listed } from './words.ts';

/** What a person would choose by where times are level, the most telling first. */
const telling = (['loopLagP99Ms', 'peakMemoryBytes', 'cpuMsPerTask', 'startMs'] as const).map(columnOf);

/** The processor's clock moves CPU time by a tenth. */
const leastRatio = 1.25;

/** Two are what one can weigh, beside what the workload itself is about. */
const mostTold = 2;
const mostOwn = 1;

/** A figure in which rows differ beyond their spreads, and those of them that are as low as the lowest. */
type Difference = { readonly title: string; readonly words: string; readonly lowest: readonly string[] };

/**
 * In what rows differ whose times are level, and which of them to take for it. Of the workload's own figures it is not
 * known whether less is better, so what to take is told by the others only.
 */
export function differences(rows: readonly Row[]): string[] {
  const own = differencesIn(ownColumns(rows), rows).slice(0, mostOwn);
  const told = differencesIn(telling, rows).slice(0, mostTold);
  if (own.length + told.length === 0) {
    return ['No other figure sets them apart: take the one that is simplest for you.'];
  }
  const apart = `They differ in ${listed([...own, ...told].map(({ words }) => words))}.`;
  const choice = choiceBy(told);
  if (own.length === 0) return [apart, `Take ${choice}.`];
  const rest = choice === '' ? '' : ` Otherwise take ${choice}.`;
  return [apart, `Decide by ${own[0]!.title} if that matters to you.${rest}`];
}

/** `async: its memory and CPU per task are the lowest`; where no row is lowest in all, the best for each figure. */
function choiceBy(told: readonly Difference[]): string {
  const [first, ...others] = told;
  if (first === undefined) return '';
  const inAll = first.lowest.filter((label) => others.every(({ lowest }) => lowest.includes(label)));
  const titles = listed(told.map(({ title }) => title));
  if (inAll.length === 0) {
    return listed(told.map(({ title, lowest }) => `${listed(lowest, 'or')} for the lowest ${title}`));
  }
  const whose = inAll.length === 1 ? 'its' : 'their';
  return `${listed(inAll, 'or')}: ${whose} ${titles} ${told.length === 1 ? 'is' : 'are'} the lowest`;
}

function differencesIn(columns: readonly Column[], rows: readonly Row[]): Difference[] {
  return columns.flatMap((column) => differenceIn(column, rows) ?? []);
}

/** The greater value has to be that many times the smaller one, and a step more, to be worth a word. */
function differenceIn({ title, of, show, step }: Column, rows: readonly Row[]): Difference | null {
  const known = rows.flatMap((row) => {
    const sample = of(row);
    return sample === null ? [] : [{ label: row.variant.label, spread: spreadOf(sample) }];
  });
  if (known.length < rows.length) return null;
  known.sort((a, b) => a.spread.median - b.spread.median);
  const low = known[0]!;
  const high = known.at(-1)!;
  const isApart = ({ spread }: typeof low) => {
    const [from, to] = [low.spread.median, spread.median];
    return !overlap(low.spread, spread) && to >= from * leastRatio && to - from >= step;
  };
  if (!isApart(high)) return null;
  const [from, to] = [show(low.spread.median), show(high.spread.median)];
  const lowest = known.filter((one) => !isApart(one)).map(({ label }) => label);
  return { title, words: `${title} (${from} ${low.label}, ${to} ${high.label})`, lowest };
}
