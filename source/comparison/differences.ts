import { bytes, duration, figure as figureText, shortDuration } from '../format.ts';
import { overlap, type Sample, spreadOf } from '../statistics/sample.ts';
import type { Row } from './comparison.ts';

/** What a person would choose by where times are level, the most telling first. */
type Figure = {
  readonly title: string;
  readonly of: (row: Row) => Sample | null;
  readonly show: (value: number) => string;
  /** The greater value has to be this many times the smaller one, and this much more, to be worth a word. */
  readonly leastRatio: number;
  readonly leastStep: number;
};

/** A heartbeat comes every 10 ms; a loop that is late by less than five of them answers as anyone would expect. */
const feltLagMs = 50;
/** Nobody feels the difference between answers that are both this quick. */
const feltMs = 10;
/** What people feel as a wait. */
const feltStartMs = 100;
/** An engine's heap is some megabytes larger or smaller by when its garbage was last collected. */
const memoryStepBytes = 10e6;
/** The processor's clock moves CPU time by a tenth. */
const leastRatio = 1.25;

const figures: readonly Figure[] = [
  {
    title: 'lag p99',
    of: (row) => row.loopLagP99Ms,
    show: duration,
    leastRatio,
    leastStep: feltLagMs,
  },
  {
    title: 'memory',
    of: (row) => row.peakMemoryBytes,
    show: bytes,
    leastRatio,
    leastStep: memoryStepBytes,
  },
  {
    title: 'CPU a task',
    of: (row) => row.cpuMsPerTask,
    show: shortDuration,
    leastRatio,
    leastStep: 0,
  },
  {
    title: 'start',
    of: (row) => row.startMs,
    show: duration,
    leastRatio,
    leastStep: feltStartMs,
  },
];

/** Two are what one can weigh, beside what the workload itself is about. */
const mostTold = 2;
const mostOwn = 1;

/** In what rows differ beyond their spreads: `memory (41 MB async, 148 MB threads)`. The least is first. */
export function differences(rows: readonly Row[]): string[] {
  const told = (some: readonly Figure[]) => some.flatMap((figure) => differenceIn(figure, rows) ?? []);
  return [...told(ownFigures(rows)).slice(0, mostOwn), ...told(figures).slice(0, mostTold)];
}

/** The workload's figures, its first one first: how long a server's light requests wait. */
function ownFigures(rows: readonly Row[]): Figure[] {
  return (rows[0]?.figures ?? []).map(({ name, title, value: { unit } }) => ({
    title,
    of: (row) => row.figures.find((one) => one.name === name)?.value ?? null,
    show: (value) => figureText(value, unit),
    leastRatio,
    leastStep: unit === 'ms' ? feltMs : 0,
  }));
}

function differenceIn({ title, of, show, ...least }: Figure, rows: readonly Row[]): string | null {
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
  if (to < from * least.leastRatio || to - from < least.leastStep) return null;
  return `${title} (${show(from)} ${low.label}, ${show(to)} ${high.label})`;
}
