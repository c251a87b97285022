import { fill, type Size, scrolled, titleRule } from '../draw.ts';
import type { HelpPart, OpenScreen, ScreenKey } from '../screens/screen.ts';
import { type Term, termRows } from '../terms.ts';
import type { Theme } from '../theme.ts';

/** What the help of a screen is made of: its keys by where they work, and what its figures mean. */
export type Help = { readonly parts: readonly HelpPart[]; readonly terms: readonly Term[] };

/** The help of a screen; the keys of the frame come last. */
export function helpOf({ screen, frameKeys }: { screen: OpenScreen; frameKeys: readonly ScreenKey[] }): Help {
  const parts = screen.help?.() ?? [{ title: null, keys: screen.keys() }];
  const { title, keys } = parts.at(-1)!;
  return {
    parts: [...parts.slice(0, -1), { title, keys: [...keys, ...frameKeys] }],
    terms: screen.terms ?? [],
  };
}

/** The help in exactly that size: where there is room, what figures mean stands beside the keys. */
export function drawHelp(help: Help, scroll: number, size: Size, theme: Theme): string[] {
  const { width, height } = size;
  const columns = columnsOf(help, width, theme).map((column) => {
    const figure = rowsShown(column.rows.length, height - 1, scroll);
    const rule = titleRule(column.width, { title: column.title, figure, focused: true }, theme);
    return fill([rule, ...scrolled(column.rows, height - 1, scroll, theme)], { width: column.width, height });
  });
  return columns[0]!.map((_, at) => columns.map((column) => column[at]).join(' '));
}

/** `row 1 of 66 ↑↓`; nothing where all are in sight. */
function rowsShown(rows: number, height: number, scroll: number): string {
  return rows <= height ? '' : `row ${Math.min(scroll, rows - height) + 1} of ${rows} ↑↓`;
}

/** Rows there are to scroll through: those of the longest column. */
export function helpLength(help: Help, width: number, theme: Theme): number {
  return Math.max(...columnsOf(help, width, theme).map(({ rows }) => rows.length));
}

/** From here on keys and figures stand side by side. */
const twoColumns = 110;
const keysWidth = 49;
/** The longest of keys as people read them. */
const keyWidth = 10;

type Column = { title: string; width: number; rows: string[] };

function columnsOf({ parts, terms }: Help, width: number, theme: Theme): Column[] {
  if (terms.length === 0) return [{ title: 'Help', width, rows: keyRows(parts, width, theme) }];
  if (width < twoColumns) {
    const heading = ['', theme.paint('strong', ' What the figures mean')];
    const rows = [...keyRows(parts, width, theme), ...heading, ...termRows(terms, width, theme)];
    return [{ title: 'Help', width, rows }];
  }
  const rest = width - keysWidth - 1;
  return [
    // The gap beside it is its margin.
    { title: 'Keys', width: keysWidth, rows: keyRows(parts, keysWidth + 1, theme) },
    { title: 'Figures', width: rest, rows: termRows(terms, rest, theme) },
  ];
}

function keyRows(parts: readonly HelpPart[], width: number, theme: Theme): string[] {
  return parts.flatMap(({ title, keys }, at) => {
    const lines = keys.map(({ shown, help }): Term => [shown, help]);
    if (title === null) return termRows(lines, width, theme, { column: keyWidth });
    const heading = [...(at === 0 ? [] : ['']), theme.paint('strong', ` ${title}`)];
    return [...heading, ...termRows(lines, width, theme, { column: keyWidth, indent: 3 })];
  });
}
