import { type Column, columnOf, ownColumns } from '../../../comparison/columns.ts';
import type { Comparison } from '../../../comparison/compare-runs.ts';
import { isAtRate, type Row } from '../../../comparison/comparison.ts';
import { unmeasured } from '../../../format.ts';
import { medianOf, overlap, spreadOf } from '../../../statistics/sample.ts';
import { toWidth, toWidthRight } from '../../text.ts';
import type { Theme } from '../../theme.ts';

const columns = (['loopLagP99Ms', 'peakMemoryBytes', 'cpuMsPerTask', 'startMs', 'taskP99Ms'] as const).map(
  columnOf,
);

/** What counts most where tasks fall due at a rate. */
const latencies = (['latencyP50Ms', 'latencyP99Ms'] as const).map(columnOf);

const columnWidth = 13;

/**
 * What each variant costs. Columns keep their places: there are none before a run has said which figures the workload
 * has of its own, and where there is too little room for all, those that differ most stay once all is in.
 */
export function costRows(
  comparison: Comparison,
  nameWidth: number,
  width: number,
  ended: boolean,
  theme: Theme,
): string[] {
  const rows = comparison.rows.filter(({ runs }) => runs > 0);
  const atRate = isAtRate(comparison.rows.map(({ variant }) => variant));
  const all =
    rows.length === 0 ? [] : [...(atRate ? latencies : []), ...ownColumns(comparison.rows), ...columns];
  const shown = all
    .map((column) => ({ column, contrast: ended ? contrastOf(column, rows) : 0 }))
    .sort((a, b) => b.contrast - a.contrast)
    .slice(0, Math.max(1, Math.floor((width - nameWidth) / columnWidth)))
    .map(({ column }) => column);
  const ordered = all.filter((column) => shown.includes(column));
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
  if (column.better !== 'lower' || overlap(best, worst)) return text;
  if (spread.median === best.median) return theme.paint('strong', text);
  return spread.median === worst.median ? theme.paint('dim', text) : text;
}

/** How many times the greatest is the least, a step added to both. */
function contrastOf({ of, step }: Column, rows: readonly Row[]): number {
  const medians = rows.flatMap((row) => medianOf(of(row)) ?? []);
  if (medians.length < 2) return 0;
  return (Math.max(...medians) + step) / (Math.min(...medians) + step);
}
