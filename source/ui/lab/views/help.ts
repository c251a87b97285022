import { fill, type Size, scrolled, titleRule } from '../../draw.ts';
import { termRows } from '../../terms.ts';
import { toWidth } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { glossary } from '../glossary.ts';
import { bindings, helpSections } from '../keymap.ts';

/** From here on keys and figures stand side by side. */
const twoColumns = 110;

/** The keys by where they work, from the one table, and what every figure means. */
export function helpView(size: Size, scroll: number, theme: Theme): string[] {
  const { width, height } = size;
  const rule = (title: string, columns: number) => titleRule(columns, { title, focused: true }, theme);
  const column = (title: string, rows: readonly string[], columns: number) =>
    fill([rule(title, columns), ...scrolled(rows, height - 1, scroll, theme)], { width: columns, height });
  if (width < twoColumns) {
    const heading = ['', theme.paint('strong', ' What the figures mean')];
    return column('Help', [...keyRows(theme), ...heading, ...termRows(glossary, width, theme)], width);
  }
  const left = 49;
  const keys = column('Keys', keyRows(theme), left);
  const figures = column('Figures', termRows(glossary, width - left - 1, theme), width - left - 1);
  return keys.map((row, at) => `${row} ${figures[at]}`);
}

/** Rows there are to scroll through, one below the other; side by side the longer column. */
export function helpLength(width: number): number {
  const keys = bindings.length + 2 * helpSections.length - 1;
  return width < twoColumns ? keys + 2 + glossary.length : Math.max(keys, glossary.length);
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
