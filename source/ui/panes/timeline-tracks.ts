import type { TaskTable } from '../../session/task-table.ts';
import { sparkLevels } from '../draw.ts';
import { type Style, stateStyles } from '../theme.ts';
import { type Bar, change, type Grid, laneLoads } from './lane-loads.ts';

/** A row of the timeline: runs of cells of one style. `atOnce` is set where tasks are counted instead of drawn. */
export type Track = { lane: number; cells: { text: string; style: Style | null }[]; atOnce: number | null };

/** Rows for every lane that ran a task, by lane. Overlapping tasks of a lane take rows below each other. */
export function tracksOf(table: TaskTable, grid: Grid, nowMs: number, rows: number): Track[] {
  const loads = [...laneLoads(table, grid)].sort(([a], [b]) => a - b);
  const rowsEach = Math.max(1, Math.floor(rows / Math.max(1, loads.length)));
  return loads.flatMap(([lane, { bars, running, changes }]) => {
    const few = bars !== null && bars.length <= grid.columns * rowsEach;
    const packed = few
      ? pack(
          bars.map((bar) => untilNow(bar, nowMs)),
          rowsEach,
        )
      : null;
    if (packed) return packed.map((row): Track => ({ lane, cells: drawBars(row, grid), atOnce: null }));
    // Those that run have ended now.
    change(changes, grid, nowMs, -running);
    return chart(lane, changes, rowsEach);
  });
}

const untilNow = (bar: Bar, nowMs: number): Bar => (Number.isNaN(bar.toMs) ? { ...bar, toMs: nowMs } : bar);

/** First row with room for each task, in order of their starts; null when that takes more rows than there are. */
function pack(bars: readonly Bar[], most: number): Bar[][] | null {
  const rows: Bar[][] = [];
  for (const bar of bars.toSorted((a, b) => a.fromMs - b.fromMs || a.task - b.task)) {
    const row = rows.find((other) => other.at(-1)!.toMs <= bar.fromMs);
    if (row) row.push(bar);
    else if (rows.length === most) return null;
    else rows.push([bar]);
  }
  return rows;
}

function drawBars(bars: readonly Bar[], { fromMs, spanMs, columns }: Grid): Track['cells'] {
  const cells: Track['cells'] = [];
  let column = 0;
  for (const bar of bars) {
    const from = Math.max(column, Math.floor(((bar.fromMs - fromMs) / spanMs) * columns));
    const to = Math.min(columns, Math.max(from + 1, Math.round(((bar.toMs - fromMs) / spanMs) * columns)));
    if (to <= from) continue;
    if (from > column) cells.push({ text: ' '.repeat(from - column), style: null });
    cells.push({ text: barText(bar.task, to - from), style: stateStyles[bar.state] });
    column = to;
  }
  return cells;
}

/** The number at the left of the bar where it fits; neighbours without a number differ by their shade. */
function barText(task: number, width: number): string {
  const number = String(task);
  if (number.length < width) return number + '█'.repeat(width - number.length);
  return (task % 2 === 0 ? '█' : '▓').repeat(width);
}

/** How many tasks ran at once, as an area as high as there are rows. */
function chart(lane: number, changes: Float64Array, rows: number): Track[] {
  const atOnce: number[] = [];
  let now = 0;
  let most = 0;
  // The last two are beyond what is drawn.
  for (let column = 0; column < changes.length - 2; column++) {
    now += changes[column]!;
    most = Math.max(most, now);
    atOnce.push(now);
  }
  // A lane that never ran two at once is as high as the share of the time it was busy.
  const scale = (rows * 8) / Math.max(1, most);
  return Array.from({ length: rows }, (_, row) => {
    const below = (rows - 1 - row) * 8;
    let text = '';
    for (const value of atOnce) {
      const level = Math.min(8, Math.ceil(value * scale - 0.01) - below);
      text += level <= 0 ? ' ' : sparkLevels[level - 1]!;
    }
    return { lane, cells: [{ text, style: 'run' }], atOnce: most };
  });
}
