import { figureCard } from '../../catalog/figures.ts';
import { bytes } from '../../format.ts';
import type { ProcessUsage, Vitals } from '../../session/vitals.ts';
import { fill, type Size, scrolled, spark, titleRule } from '../draw.ts';
import { toWidth, toWidthRight } from '../text.ts';
import type { Theme } from '../theme.ts';
import { columnsOf, type Pane, type PaneView } from './pane.ts';

/** What came of it, once all is over: a name and bytes. */
type Result<Shown> = (session: Shown) => readonly [name: string, valueBytes: number | null];

/** What the engine, its lanes and the servers of the workload take, and at the end what came of it, if anything. */
export function memoryPane<Shown extends Vitals>(result?: Result<Shown>): Pane<Shown, PaneView> {
  const resultOf = (session: Shown) => (session.phase === 'ended' && result ? result(session) : null);
  const lengthOf = (session: Shown) => 1 + usageRows(session) + (resultOf(session) ? 1 : 0);
  return {
    id: 'memory',
    place: 'side',
    least: 2,
    shown: () => true,
    // The last row comes with the end of the run; its room is kept from the start.
    wants: (session) => 1 + Math.max(3, lengthOf(session)),
    length: lengthOf,
    draw: (session, size, view, theme) => drawMemory(session, resultOf(session), size, view, theme),
  };
}

/** A row a process, and one for all of them. */
const usageRows = ({ processes }: Vitals) => processes.length + (processes.length > 1 ? 1 : 0);

function drawMemory(
  session: Vitals,
  result: ReturnType<Result<Vitals>> | null,
  size: Size,
  view: PaneView,
  theme: Theme,
): string[] {
  const { memory, processes } = session;
  const figure = `${bytes(memory.rssBytes)} RSS`;
  const rule = titleRule(size.width, { title: 'Memory', figure, focused: view.focused }, theme);
  // So few rows have no room for columns: the figure that the title lacks is worth more than their heads.
  if (size.height === 2 || (size.height === 3 && usageRows(session) + (result ? 1 : 0) > 1)) {
    const pss = toWidthRight(`${bytes(memory.pssBytes)} PSS`, 12);
    const came = result && ` ${toWidth(result[0], size.width - 15)} ${toWidthRight(bytes(result[1]), 12)} `;
    const short = ` ${theme.paint('dim', trend(session, size.width - 15))} ${pss} `;
    return fill([rule, short, ...(came ? [came] : [])], size);
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
      nameOf(session, usage),
      columns.map(({ of }) => usage[of]),
    );
  if (processes.length > 1) {
    line(
      processes.some(({ role }) => role === 'server') ? 'total without the server' : 'total',
      columns.map(({ sum }) => (sum === null ? null : memory[sum])),
    );
  }
  if (result) line(result[0], [result[1]]);
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
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

/** Resident memory over time, from nothing to its peak. */
function trend(session: Vitals, columns: number): string {
  if (columns < 1) return '';
  const peak = session.memory.peakRssBytes;
  if (!peak) return ' '.repeat(columns);
  return spark(columnsOf(session, session.memory.rssSeries, columns), (value) => (value / peak) * 7.99);
}

function nameOf({ lanes }: Vitals, { pid, role }: ProcessUsage): string {
  if (role === 'engine') return 'engine';
  if (role === 'server') return `server ${pid}`;
  return lanes.find((lane) => lane.pid === pid)?.name ?? `process ${pid}`;
}
