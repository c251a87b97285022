import type { Comparison, Row } from '../../../comparison/comparison.ts';
import { bytes, duration, figure, shortDuration, unmeasured } from '../../../format.ts';
import { medianOf, overlap, type Sample, spreadOf } from '../../../statistics/sample.ts';
import { toWidth, toWidthRight } from '../../text.ts';
import type { Theme } from '../../theme.ts';

type Column = {
  readonly title: string;
  of(row: Row): Sample | null;
  show(value: number): string;
  /** What two values may differ by for no reason: below it a ratio of them means nothing. */
  readonly step: number;
  /** Whether less of it is better; of a workload's own figures nobody knows. */
  readonly lessIsBetter: boolean;
};

const lessIsBetter = true;

const columns: readonly Column[] = [
  { title: 'lag p99', of: (row) => row.loopLagP99Ms, show: duration, step: 10, lessIsBetter },
  { title: 'memory', of: (row) => row.peakMemoryBytes, show: bytes, step: 10e6, lessIsBetter },
  { title: 'CPU a task', of: (row) => row.cpuMsPerTask, show: shortDuration, step: 0.001, lessIsBetter },
  { title: 'start', of: (row) => row.startMs, show: duration, step: 50, lessIsBetter },
  { title: 'task p99', of: (row) => row.taskP99Ms, show: shortDuration, step: 1, lessIsBetter },
];

const nameWidth = 15;
const columnWidth = 13;

/**
 * What each variant costs; what does not fit is left out from the right. Once all is in, the figures that differ most come
 * first; before, nothing changes its place.
 */
export function costRows(comparison: Comparison, width: number, ended: boolean, theme: Theme): string[] {
  const rows = comparison.rows.filter(({ runs }) => runs > 0);
  const all = [...ownColumns(comparison), ...columns];
  const ordered = all
    .map((column) => ({ column, contrast: ended ? contrastOf(column, rows) : 0 }))
    .sort((a, b) => b.contrast - a.contrast)
    .slice(0, Math.max(1, Math.floor((width - nameWidth) / columnWidth)))
    .map(({ column }) => column);
  const head = ordered.map(({ title }) => toWidthRight(title, columnWidth)).join('');
  return [
    theme.paint('dim', toWidth(' '.repeat(nameWidth) + head, width)),
    ...comparison.rows.map((row) => {
      const cells = ordered.map((column) => cellOf(column, row, rows, theme)).join('');
      return toWidth(toWidth(`   ${row.variant.label}`, nameWidth) + cells, width);
    }),
  ];
}

/** The best is strong; the worst is dim, not red: it may not matter. */
function cellOf(column: Column, row: Row, rows: readonly Row[], theme: Theme): string {
  const sample = column.of(row);
  if (sample === null) return theme.paint('dim', toWidthRight(unmeasured, columnWidth));
  const spread = spreadOf(sample);
  const text = toWidthRight(column.show(spread.median), columnWidth);
  const others = rows.flatMap((other) => column.of(other) ?? []).map(spreadOf);
  const best = others.reduce((a, b) => (b.median < a.median ? b : a), spread);
  const worst = others.reduce((a, b) => (b.median > a.median ? b : a), spread);
  if (!column.lessIsBetter || overlap(best, worst)) return text;
  if (spread.median === best.median) return theme.paint('strong', text);
  return spread.median === worst.median ? theme.paint('dim', text) : text;
}

/** How many times the greatest is the least, a step added to both. */
function contrastOf({ of, step }: Column, rows: readonly Row[]): number {
  const medians = rows.flatMap((row) => medianOf(of(row)) ?? []);
  if (medians.length < 2) return 0;
  return (Math.max(...medians) + step) / (Math.min(...medians) + step);
}

/** The workload's own figures. One more or less of anything counted, a percent, a byte: all that differs may matter. */
function ownColumns({ rows }: Comparison): Column[] {
  const own = new Map(rows.flatMap(({ figures }) => figures).map((one) => [one.name, one]));
  return Array.from(own.values(), ({ name, title, value: { unit } }) => ({
    title,
    of: ({ figures }: Row) => figures.find((one) => one.name === name)?.value ?? null,
    show: (value: number) => figure(value, unit),
    step: unit === 'ratio' ? 0.01 : 1,
    lessIsBetter: false,
  }));
}
