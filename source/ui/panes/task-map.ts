import { plural } from '../../format.ts';
import { taskStateCode, taskStates } from '../../protocol/task-rows.ts';
import type { TaskChunk } from '../../session/task-chunk.ts';
import { chunksBetween, type TaskTable } from '../../session/task-table.ts';
import { fill, type Size } from '../draw.ts';
import { widthOf } from '../text.ts';
import { type Style, signs, type Theme } from '../theme.ts';

const kinds = taskStates.length;
const shades = ['░', '▒', '▓', '█'];
const steps = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8];

/** Tasks a cell stands for: a round number, so that it is easy to say. */
function groupSize(tasks: number, cells: number): number {
  for (let unit = 1; ; unit *= 10)
    for (const step of steps) {
      const size = Math.ceil(step * unit);
      if (tasks <= size * Math.max(1, cells)) return size;
    }
}

/** Thousands of tasks: a cell a group, shaded by the share that ended, marked by the worst state in it. */
export function taskMap(table: TaskTable, size: Size, theme: Theme): string[] {
  const { width, height } = size;
  const columns = width - 2;
  const mapRows = height - 1;
  if (columns < 1 || mapRows < 1) return fill([], size);
  const group = groupSize(table.total, columns * mapRows);
  if (latest?.group !== group || latest.columns !== columns || latest.theme !== theme)
    latest = { group, columns, theme, rows: [] };
  const rows = rowsOf(table, latest);
  return fill(
    [...fill(rows, { width, height: mapRows }), theme.paint('dim', legendOf(table, group, width))],
    size,
  );
}

type TaskMap = {
  /** Tasks a cell. */
  readonly group: number;
  readonly columns: number;
  readonly theme: Theme;
  /** As they were drawn, and from what: a row whose tasks have not changed is not drawn again. */
  readonly rows: { readonly chunks: readonly TaskChunk[]; readonly text: string }[];
};
let latest: TaskMap | undefined;

function rowsOf(table: TaskTable, map: TaskMap): string[] {
  const each = map.group * map.columns;
  return Array.from({ length: Math.ceil(table.total / each) }, (_, y) => {
    const from = y * each;
    const to = Math.min(table.total, from + each);
    const chunks = chunksBetween(table, from, to);
    const known = map.rows[y];
    if (known && chunks.every((chunk, at) => chunk === known.chunks[at])) return known.text;
    const text = drawRow(chunks, from, to, map);
    map.rows[y] = { chunks, text };
    return text;
  });
}

function drawRow(chunks: readonly TaskChunk[], from: number, to: number, { group, theme }: TaskMap): string {
  const cells = Math.ceil((to - from) / group);
  /** How many tasks of each cell are in each state: `kinds` numbers a cell. */
  const tally = new Uint32Array(cells * kinds);
  for (const { first, size, state } of chunks) {
    const end = Math.min(size, to - first);
    for (let at = Math.max(0, from - first); at < end; at++)
      tally[Math.floor((first + at - from) / group) * kinds + state[at]!]!++;
  }
  let text = ' ';
  let run = '';
  let style: Style = 'dim';
  for (let cell = 0; cell < cells; cell++) {
    const next = cellOf(tally, cell * kinds);
    if (next.style !== style) {
      text += theme.paint(style, run);
      run = '';
      style = next.style;
    }
    run += next.glyph;
  }
  return text + theme.paint(style, run);
}

/** What a cell stands for, and the signs there are now; those that do not fit are left out whole. */
function legendOf({ counts }: TaskTable, group: number, width: number): string {
  const { done, running, failed, cancelled, waiting } = counts;
  const parts: (readonly [tasks: number, text: string])[] = [
    [done, '░▒▓█ done'],
    [running, `${signs.running} run`],
    [failed, `${signs.failed} failed`],
    [cancelled, `${signs.cancelled} cancelled`],
    [waiting, `${signs.waiting} wait`],
  ];
  let legend = ` 1 cell = ${plural(group, 'task')}`;
  for (const [tasks, text] of parts)
    if (tasks > 0 && widthOf(`${legend}  ${text}`) <= width) legend += `  ${text}`;
  return legend;
}

type Cell = { readonly style: Style; readonly glyph: string };
const failedCell: Cell = { style: 'bad', glyph: signs.failed };
const cancelledCell: Cell = { style: 'warn', glyph: signs.cancelled };
const runningCell: Cell = { style: 'run', glyph: signs.running };
const waitingCell: Cell = { style: 'dim', glyph: signs.waiting };
const doneCells = shades.map((glyph): Cell => ({ style: 'ok', glyph }));
const busyCells = shades.map((glyph): Cell => ({ style: 'run', glyph }));

function cellOf(tally: Uint32Array, at: number): Cell {
  if (tally[at + taskStateCode.failed]! > 0) return failedCell;
  if (tally[at + taskStateCode.cancelled]! > 0) return cancelledCell;
  const waiting = tally[at + taskStateCode.waiting]!;
  const running = tally[at + taskStateCode.running]!;
  const done = tally[at + taskStateCode.done]!;
  if (done === 0) return running > 0 ? runningCell : waitingCell;
  const shade = Math.min(3, Math.floor((done / (waiting + running + done)) * 4));
  return (running > 0 ? busyCells : doneCells)[waiting + running === 0 ? 3 : shade]!;
}
