import { count } from '../../format.ts';
import { forEachTask, type TaskTable } from '../../session/task-table.ts';
import { fill, type Size } from '../draw.ts';
import { widthOf } from '../text.ts';
import { type Style, signs, type Theme } from '../theme.ts';

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
  const cells = Math.ceil(table.total / group);
  // Tallies of waiting, running, done, failed and cancelled tasks, five a cell.
  const tally = new Uint32Array(cells * 5);
  forEachTask(table, (index, chunk, at) => {
    const cell = Math.floor(index / group) * 5 + chunk.state[at]!;
    tally[cell] = tally[cell]! + 1;
  });
  const rows: string[] = [];
  for (let from = 0; from < cells; from += columns) {
    let row = ' ';
    let run = '';
    let style: Style = 'dim';
    for (let cell = from; cell < Math.min(cells, from + columns); cell++) {
      const [next, glyph] = cellOf(tally, cell * 5);
      if (next !== style) {
        row += theme.paint(style, run);
        run = '';
        style = next;
      }
      run += glyph;
    }
    rows.push(row + theme.paint(style, run));
  }
  return fill(
    [...fill(rows, { width, height: mapRows }), theme.paint('dim', legendOf(table, group, width))],
    size,
  );
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
  let legend = ` a cell: ${group === 1 ? 'a task' : `${count(group)} tasks`}`;
  for (const [tasks, text] of parts)
    if (tasks > 0 && widthOf(`${legend}  ${text}`) <= width) legend += `  ${text}`;
  return legend;
}

function cellOf(tally: Uint32Array, at: number): [Style, string] {
  const waiting = tally[at]!;
  const running = tally[at + 1]!;
  const done = tally[at + 2]!;
  if (tally[at + 3]! > 0) return ['bad', signs.failed];
  if (tally[at + 4]! > 0) return ['warn', signs.cancelled];
  if (done === 0) return running > 0 ? ['run', signs.running] : ['dim', signs.waiting];
  const shade = shades[Math.min(3, Math.floor((done / (waiting + running + done)) * 4))]!;
  return [running > 0 ? 'run' : 'ok', waiting + running === 0 ? '█' : shade];
}
