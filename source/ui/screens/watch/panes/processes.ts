import { bytes, cores, count, plural } from '../../../../format.ts';
import { shortCommand } from '../../../../session/program-words.ts';
import { fill, type Size, scrolled, titleRule } from '../../../draw.ts';
import type { Pane, PaneView } from '../../../panes/pane.ts';
import { shortestEndings } from '../../../path-endings.ts';
import { shortPath } from '../../../path-text.ts';
import { toWidth, toWidthRight, wrapped } from '../../../text.ts';
import { frozenSign, type Theme } from '../../../theme.ts';
import { frozenBehind, type Seen, stateOf, type TreeRow } from '../seen.ts';

/** The processes of the program: which of them is in front, and how the others are. */
export const processesPane: Pane<Seen, PaneView> = {
  id: 'tree',
  place: 'side',
  least: 3,
  shown: ({ tree }) => tree.length > 1,
  wants: ({ tree }) => 2 + Math.min(8, tree.length),
  length: (seen, { width }, zoomed = false) => rowsOf(seen, width, zoomed).length,
  draw(seen, size, view, theme) {
    const at = seen.tree.findIndex(({ pid }) => pid === seen.pid);
    const behind = frozenBehind(seen).length;
    const usual = at < 0 ? plural(seen.tree.length, 'process') : `${at + 1} of ${seen.tree.length}, ←→ steps`;
    const figure = behind === 0 ? usual : `${frozenSign} ${count(behind)} frozen, ←→`;
    const rule = titleRule(size.width, { title: 'Processes', figure, focused: view.focused }, theme);
    return fill([rule, ...shownRows(seen, size, view, theme)], size);
  },
};

function shownRows(seen: Seen, size: Size, view: PaneView, theme: Theme): string[] {
  const rows = rowsOf(seen, size.width, view.zoomed);
  const at = seen.tree.findIndex(({ pid }) => pid === seen.pid) + 1;
  // The one in front stays in sight.
  const offset = view.scroll > 0 ? view.scroll : Math.max(0, at - size.height + 3);
  const painted = rows.map((row) => (row.includes(frozenSign) ? theme.paint('cold', row) : row));
  return scrolled(painted, size.height - 1, offset, theme);
}

/** Cells of the figures. */
const cells = { cpu: 6, rss: 8 };

/** What all rows have in common: cells of the number of a process and of its name, and what each is called. */
type Table = { readonly pid: number; readonly name: number; readonly called: (row: TreeRow) => string };

function tableOf({ tree }: Seen, width: number): Table {
  const pid = Math.max(...tree.map((row) => String(row.pid).length), 3);
  return { pid, name: Math.max(0, width - 4 - pid - cells.cpu - cells.rss), called: namesOf(tree) };
}

function rowsOf(seen: Seen, width: number, zoomed: boolean): string[] {
  const table = tableOf(seen, width);
  const head = `   ${toWidthRight('pid', table.pid)} ${toWidth('', table.name)}${toWidthRight('cpu', cells.cpu)}${toWidthRight('RSS', cells.rss)}`;
  return [head, ...seen.tree.flatMap((row) => processRows(row, table, row.pid === seen.pid, width, zoomed))];
}

/** What each is called: of files of one name in several folders with as much of their paths as tells them apart. */
function namesOf(tree: readonly TreeRow[]): (row: TreeRow) => string {
  const pathOf = ({ command, watch }: TreeRow) => {
    const name = shortCommand(command);
    const script = (command.find((word) => word.endsWith(name)) ?? name).replace(/^\.[\\/]/, '');
    const folder = watch?.program?.target.folder ?? null;
    return folder === null || /^(?:[\\/]|[A-Za-z]:)/.test(script) ? script : `${folder}/${script}`;
  };
  const endings = shortestEndings(tree.filter(({ watch }) => watch !== null).map(pathOf));
  return (row) => endings.get(pathOf(row)) ?? shortCommand(row.command);
}

function processRows(row: TreeRow, table: Table, chosen: boolean, width: number, zoomed: boolean): string[] {
  const { pid, command, depth, watch, why } = row;
  const [sign, word] = stateOf(watch);
  const start = `${chosen ? '→' : ' '}${sign} ${toWidthRight(String(pid), table.pid)} `;
  if (watch === null) {
    const text = `${command.join(' ')}: not observed, ${why}`;
    const room = Math.max(10, width - start.length - 1);
    if (!zoomed) return [start + toWidth(text, room)];
    return wrapped(text, room).map((row, at) => (at === 0 ? start : ' '.repeat(start.length)) + row);
  }
  const name = toWidth(shortPath('  '.repeat(Math.min(3, depth)), table.called(row), table.name), table.name);
  if (watch.ended) return [`${start}${name}${toWidthRight(word, cells.cpu + cells.rss)}`];
  const figures =
    toWidthRight(cores(watch.cpu.engineCores), cells.cpu) +
    toWidthRight(bytes(watch.memory.rssBytes), cells.rss);
  return [start + name + figures];
}
