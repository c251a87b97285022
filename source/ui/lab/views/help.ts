import { fill, type Size, scrolled, titleRule } from '../../draw.ts';
import { toWidth } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { glossary } from '../glossary.ts';
import { bindings } from '../keymap.ts';

/** From here on keys and figures stand side by side. */
const twoColumns = 110;

/** The keys, from the one table, and what every figure means. */
export function helpView(size: Size, scroll: number, theme: Theme): string[] {
  const keys = keyRows(theme);
  const figures = glossary.map(
    ([term, meaning]) => ` ${theme.paint('strong', toWidth(term, 16))} ${meaning}`,
  );
  const { width, height } = size;
  const rule = (title: string, columns: number) => titleRule(columns, { title, focused: true }, theme);
  if (width >= twoColumns) {
    const left = 48;
    const right = width - left - 1;
    const a = fill([rule('Keys', left), ...scrolled(keys, height - 1, scroll, theme)], {
      width: left,
      height,
    });
    const b = fill([rule('Figures', right), ...scrolled(figures, height - 1, scroll, theme)], {
      width: right,
      height,
    });
    return a.map((row, at) => `${row} ${b[at]}`);
  }
  const all = [...keys, '', theme.paint('strong', ' What the figures mean'), ...figures];
  return fill([rule('Help', width), ...scrolled(all, height - 1, scroll, theme)], size);
}

/** Rows there are to scroll through. */
export function helpLength(): number {
  return bindings.length + glossary.length + 2;
}

function keyRows(theme: Theme): string[] {
  const rows = new Set<string>();
  for (const { shown, help } of bindings) rows.add(` ${theme.paint('strong', toWidth(shown, 10))} ${help}`);
  return [...rows];
}
