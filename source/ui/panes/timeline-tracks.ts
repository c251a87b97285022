import { taskStates } from '../../protocol/task-rows.ts';
import type { Session } from '../../session/state.ts';
import { forEachTask } from '../../session/task-table.ts';
import { sparkLevels } from '../draw.ts';
import { type Style, stateStyles } from '../theme.ts';

/** A row of the timeline: runs of cells of one style. `atOnce` is set where tasks are counted instead of drawn. */
export type Track = { lane: number; cells: { text: string; style: Style | null }[]; atOnce: number | null };

type Window = { fromMs: number; spanMs: number; nowMs: number };
type Bar = { task: number; state: number; fromMs: number; toMs: number };

/** Beyond this many tasks on a lane nobody can tell bars apart, and finding room for each would cost too much. */
const mostBars = 400;

/** Rows for every lane that ran a task, by lane. Overlapping tasks of a lane take rows below each other. */
export function tracksOf(session: Session, window: Window, columns: number, rows: number): Track[] {
  const lanes = collect(session, window, columns);
  const ids = [...lanes.keys()].sort((a, b) => a - b);
  const rowsEach = Math.max(1, Math.floor(rows / Math.max(1, ids.length)));
  const tracks: Track[] = [];
  for (const id of ids) {
    const { bars, busyMs, overflow } = lanes.get(id)!;
    const packed = overflow || bars.length > columns * rowsEach ? null : pack(bars, rowsEach);
    if (packed)
      for (const row of packed)
        tracks.push({ lane: id, cells: drawBars(row, window, columns), atOnce: null });
    else tracks.push(...chart(id, busyMs, window, columns, rowsEach));
  }
  return tracks;
}

type LaneTasks = { bars: Bar[]; overflow: boolean; busyMs: Float64Array };

/** One pass over all tasks: bars while they are few, and the time tasks ran in each column. */
function collect(session: Session, window: Window, columns: number): Map<number, LaneTasks> {
  const lanes = new Map<number, LaneTasks>();
  const columnMs = window.spanMs / columns;
  forEachTask(session.tasks, (task, chunk, at) => {
    const fromMs = chunk.startedMs[at]!;
    if (Number.isNaN(fromMs)) return;
    const ended = chunk.endedMs[at]!;
    const toMs = Number.isNaN(ended) ? window.nowMs : ended;
    const id = chunk.lane[at]!;
    let lane = lanes.get(id);
    if (!lane) {
      // Two columns more: whole columns are counted as a difference to the one before, in the second half.
      lane = { bars: [], overflow: false, busyMs: new Float64Array(2 * (columns + 2)) };
      lanes.set(id, lane);
    }
    addTime(
      lane.busyMs,
      columns,
      (fromMs - window.fromMs) / columnMs,
      (toMs - window.fromMs) / columnMs,
      columnMs,
    );
    if (lane.bars.length < mostBars) lane.bars.push({ task, state: chunk.state[at]!, fromMs, toMs });
    else lane.overflow = true;
  });
  return lanes;
}

/** Adds the time from one column (with fraction) to another: parts at both ends, whole columns as a difference. */
function addTime(busyMs: Float64Array, columns: number, from: number, to: number, columnMs: number): void {
  const start = Math.min(columns, Math.max(0, from));
  const end = Math.min(columns, Math.max(start, to));
  const first = Math.floor(start);
  const last = Math.floor(end);
  const whole = columns + 2;
  if (first === last) {
    busyMs[first]! += (end - start) * columnMs;
    return;
  }
  busyMs[first]! += (first + 1 - start) * columnMs;
  busyMs[last]! += (end - last) * columnMs;
  busyMs[whole + first + 1]! += columnMs;
  busyMs[whole + last]! -= columnMs;
}

/** First row with room for each task, in order of their starts; null when that takes more rows than there are. */
function pack(bars: Bar[], most: number): Bar[][] | null {
  const rows: Bar[][] = [];
  for (const bar of bars.sort((a, b) => a.fromMs - b.fromMs)) {
    const row = rows.find((other) => other.at(-1)!.toMs <= bar.fromMs);
    if (row) row.push(bar);
    else if (rows.length === most) return null;
    else rows.push([bar]);
  }
  return rows;
}

function drawBars(bars: Bar[], { fromMs, spanMs }: Window, columns: number): Track['cells'] {
  const cells: Track['cells'] = [];
  let column = 0;
  for (const bar of bars) {
    const from = Math.max(column, Math.floor(((bar.fromMs - fromMs) / spanMs) * columns));
    const to = Math.min(columns, Math.max(from + 1, Math.round(((bar.toMs - fromMs) / spanMs) * columns)));
    if (to <= from) continue;
    if (from > column) cells.push({ text: ' '.repeat(from - column), style: null });
    cells.push({ text: barText(bar.task, to - from), style: stateStyles[taskStates[bar.state]!] });
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
function chart(
  lane: number,
  busyMs: Float64Array,
  { spanMs }: Window,
  columns: number,
  rows: number,
): Track[] {
  const columnMs = spanMs / columns;
  const atOnce: number[] = [];
  let whole = 0;
  let most = 0;
  for (let column = 0; column < columns; column++) {
    whole += busyMs[columns + 2 + column]!;
    const value = (busyMs[column]! + whole) / columnMs;
    atOnce.push(value);
    most = Math.max(most, value);
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
