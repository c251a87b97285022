import { fill, type Size, scrolled, titleRule } from '../../../draw.ts';
import { termRows } from '../../../terms.ts';
import { toWidth } from '../../../text.ts';
import type { Theme } from '../../../theme.ts';
import { glossary } from '../glossary.ts';
import { bindings, helpSections } from '../keymap.ts';

/** From here on keys and figures stand side by side. */
const twoColumns = 110;

/** The keys by where they work, from the one table, and what every figure means. */
export function helpView(size: Size, scroll: number, theme: Theme): string[] {
  const { width, height } = size;
  const columns = columnsOf(width, theme).map((column) => {
    const rule = titleRule(column.width, { title: column.title, focused: true }, theme);
    return fill([rule, ...scrolled(column.rows, height - 1, scroll, theme)], { width: column.width, height });
  });
  return columns[0]!.map((_, at) => columns.map((column) => column[at]).join(' '));
}

/** Rows there are to scroll through: those of the longest column. */
export function helpLength(width: number, theme: Theme): number {
  return Math.max(...columnsOf(width, theme).map(({ rows }) => rows.length));
}

const keysWidth = 49;

function columnsOf(width: number, theme: Theme): { title: string; width: number; rows: string[] }[] {
  if (width < twoColumns) {
    const heading = ['', theme.paint('strong', ' What the figures mean')];
    const rows = [...keyRows(theme), ...heading, ...termRows(glossary, width, theme)];
    return [{ title: 'Help', width, rows }];
  }
  const rest = width - keysWidth - 1;
  return [
    { title: 'Keys', width: keysWidth, rows: keyRows(theme) },
    { title: 'Figures', width: rest, rows: termRows(glossary, rest, theme) },
  ];
}

function keyRows(theme: Theme): string[] {
  return helpSections.flatMap(({ id, title }, at) => [
    ...(at === 0 ? [] : ['']),
    theme.paint('strong', ` ${title}`),
    ...bindings
      .filter(({ section }) => section === id)
      .map(({ shown, help }) => `   ${theme.paint('strong', toWidth(shown, 10))} ${help}`),
  ]);
}
