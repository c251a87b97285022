import { bytes } from '../../format.ts';
import type { ProcessUsage, Session } from '../../session/state.ts';
import { fill, type Size, scrolled, spark, titleRule } from '../draw.ts';
import { toWidth, toWidthRight } from '../text.ts';
import type { Theme } from '../theme.ts';
import { columnsOf, type Pane, type PaneView } from './pane.ts';
import { summaryOf } from './summary-cache.ts';

/** What the engine, its lanes and the servers of the workload take. */
export const memoryPane: Pane = {
  id: 'memory',
  place: 'side',
  least: 2,
  shown: () => true,
  // The last row comes with the end of the run; its room is kept from the start.
  wants: (session) => 1 + Math.max(3, lengthOf(session)),
  length: lengthOf,
  draw: drawMemory,
};

function lengthOf({ processes, ended }: Session): number {
  return 1 + processes.length + (processes.length > 1 ? 1 : 0) + (ended ? 1 : 0);
}

function drawMemory(session: Session, size: Size, view: PaneView, theme: Theme): string[] {
  const { memory, processes } = session;
  const figure = `${bytes(memory.rssBytes)} RSS`;
  const rule = titleRule(size.width, { title: 'Memory', figure, focused: view.focused }, theme);
  const rows: string[] = [];
  const figures = (values: readonly (number | null)[]) =>
    values.map((value) => toWidthRight(bytes(value), 8)).join('');
  const columns = columnsFor(size.width);
  const head = columns.map((column) => toWidthRight(column.title, 8)).join('');
  rows.push(
    ` ${theme.paint('dim', trend(session, size.width - 4 - head.length))} ${theme.paint('dim', head)} `,
  );
  const line = (name: string, values: readonly (number | null)[]) =>
    rows.push(` ${toWidth(name, Math.max(0, size.width - 3 - values.length * 8))} ${figures(values)} `);
  for (const usage of processes)
    line(
      nameOf(session, usage),
      columns.map((column) => column.of(usage)),
    );
  if (processes.length > 1) {
    const values = columns.map(({ title }) =>
      title === 'RSS' ? memory.rssBytes : title === 'PSS' ? memory.pssBytes : null,
    );
    line(processes.some(({ role }) => role === 'server') ? 'all, less servers' : 'all', values);
  }
  const perTask = session.ended ? summaryOf(session).memory.perTaskBytes : null;
  if (session.ended)
    rows.push(
      ` ${toWidth('a task costs', Math.max(0, size.width - 11))} ${toWidthRight(bytes(perTask), 8)} `,
    );
  return fill([rule, ...scrolled(rows, size.height - 1, view.scroll, theme)], size);
}

type Column = { title: string; of(usage: ProcessUsage): number | null };
const allColumns: readonly Column[] = [
  { title: 'RSS', of: (usage) => usage.rssBytes },
  { title: 'PSS', of: (usage) => usage.pssBytes },
  { title: 'heap', of: (usage) => usage.heapUsedBytes },
  { title: 'virtual', of: (usage) => usage.virtualBytes },
];

function columnsFor(width: number): readonly Column[] {
  return allColumns.slice(0, width >= 50 ? 4 : width >= 40 ? 3 : width >= 28 ? 2 : 1);
}

/** Resident memory over time, from nothing to its peak. */
function trend(session: Session, columns: number): string {
  if (columns < 1) return '';
  const peak = session.memory.peakRssBytes;
  if (!peak) return ' '.repeat(columns);
  return spark(columnsOf(session, session.memory.rssSeries, columns), (value) => (value / peak) * 7.99);
}

function nameOf({ lanes }: Session, { pid, role }: ProcessUsage): string {
  if (role === 'engine') return 'engine';
  if (role === 'server') return `server ${pid}`;
  return lanes.find((lane) => lane.pid === pid)?.name ?? `process ${pid}`;
}
