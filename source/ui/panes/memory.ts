import { figureCard } from '../../catalog/figures.ts';
import { bytes } from '../../format.ts';
import { latestMs } from '../../session/series.ts';
import type { ProcessUsage, Vitals } from '../../session/vitals.ts';
import { fill, type Size, scrolled, spark, titleRule } from '../draw.ts';
import { toWidth, toWidthRight, widthOf } from '../text.ts';
import type { Theme } from '../theme.ts';
import { columnsOf, type Pane, type PaneView } from './pane.ts';

/** What the pane has to be told of what it shows. */
type About<Shown> = {
  /** What the process that is watched is called. */
  readonly own: string;
  /** A last row: a name and a figure; null: there is none, or not yet. */
  readonly last: (session: Shown) => readonly [name: string, figure: string] | null;
};

/** What the processes take that belong to what is watched, and a last row of something that follows from it. */
export function memoryPane<Shown extends Vitals>({ own, last }: About<Shown>): Pane<Shown, PaneView> {
  const lengthOf = (session: Shown) => 1 + usageRows(session) + (last(session) ? 1 : 0);
  return {
    id: 'memory',
    place: 'side',
    least: 2,
    shown: () => true,
    // The last row comes with the end of the run; its room is kept from the start.
    wants: (session) => 1 + Math.max(3, lengthOf(session)),
    length: lengthOf,
    draw: (session, size, view, theme) => drawMemory(own, session, last(session), size, view, theme),
  };
}

/** A row a process, and one for all of them. */
const usageRows = ({ processes }: Vitals) => processes.length + (processes.length > 1 ? 1 : 0);

function drawMemory(
  own: string,
  session: Vitals,
  last: ReturnType<About<Vitals>['last']>,
  size: Size,
  view: PaneView,
  theme: Theme,
): string[] {
  const { memory, processes } = session;
  const figure = `${bytes(memory.rssBytes)} RSS`;
  const rule = titleRule(size.width, { title: 'Memory', figure, focused: view.focused }, theme);
  // So few rows have no room for columns: the figure that the title lacks is worth more than their heads.
  if (size.height === 2 || (size.height === 3 && usageRows(session) + (last ? 1 : 0) > 1)) {
    const pss = toWidthRight(`${bytes(memory.pssBytes)} PSS`, 12);
    const below = last && lastRow(last, size.width);
    const short = ` ${theme.paint('dim', trend(session, size.width - 15))} ${pss} `;
    return fill([rule, short, ...(below ? [below] : [])], size);
  }
  const rows: string[] = [];
  const figures = (values: readonly (number | null)[]) =>
    values.map((value) => toWidthRight(bytes(value), 8)).join('');
  const columns = columnsFor(size.width, hasHeap(session));
  const head = columns.map((column) => toWidthRight(column.title, 8)).join('');
  rows.push(
    ` ${theme.paint('dim', trend(session, size.width - 4 - head.length))} ${theme.paint('dim', head)} `,
  );
  const line = (name: string, values: readonly (number | null)[]) =>
    rows.push(` ${toWidth(name, Math.max(0, size.width - 3 - values.length * 8))} ${figures(values)} `);
  for (const usage of processes)
    line(
      usage.role === 'engine' ? own : nameOf(session, usage),
      columns.map(({ of }) => usage[of]),
    );
  if (processes.length > 1) {
    line(
      processes.some(({ role }) => role === 'server') ? 'total without the server' : 'total',
      columns.map(({ sum }) => (sum === null ? null : memory[sum])),
    );
  }
  if (last) rows.push(lastRow(last, size.width));
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

function lastRow([name, figure]: readonly [string, string], width: number): string {
  const room = Math.max(8, widthOf(figure));
  return ` ${toWidth(name, Math.max(0, width - 3 - room))} ${toWidthRight(figure, room)} `;
}

/** A figure of each process, and the one of all of them together where it adds up. */
type Column = {
  title: string;
  of: 'rssBytes' | 'pssBytes' | 'heapUsedBytes' | 'virtualBytes';
  sum: 'rssBytes' | 'pssBytes' | null;
};
const allColumns: readonly Column[] = [
  { title: figureCard('peakRssBytes').title, of: 'rssBytes', sum: 'rssBytes' },
  { title: figureCard('peakPssBytes').title, of: 'pssBytes', sum: 'pssBytes' },
  { title: 'heap', of: 'heapUsedBytes', sum: null },
  { title: figureCard('peakVirtualBytes').title, of: 'virtualBytes', sum: null },
];

function columnsFor(width: number, withHeap: boolean): readonly Column[] {
  const shown = allColumns.slice(0, width >= 50 ? 4 : width >= 40 ? 3 : width >= 28 ? 2 : 1);
  return withHeap ? shown : shown.filter(({ of }) => of !== 'heapUsedBytes');
}

/** Whose heap is not told of has no column for it; before the first sample it is kept for those that mostly have one. */
const hasHeap = ({ started, processes }: Vitals) =>
  processes.some(({ heapUsedBytes }) => heapUsedBytes !== null) ||
  (processes.length === 0 && started?.engine?.runtime !== 'python');

/** Resident memory over time, from nothing to its peak; of what may go on for days as long as there is of it. */
function trend(session: Vitals, columns: number): string {
  if (columns < 1) return '';
  const peak = session.memory.peakRssBytes;
  if (!peak) return ' '.repeat(columns);
  return spark(
    columnsOf(session, session.memory.rssSeries, columns, latestMs),
    (value) => (value / peak) * 7.99,
  );
}

function nameOf({ lanes }: Vitals, { pid, role }: ProcessUsage): string {
  if (role === 'server') return `server ${pid}`;
  return lanes.find((lane) => lane.pid === pid)?.name ?? `process ${pid}`;
}
