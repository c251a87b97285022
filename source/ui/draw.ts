import { toWidth, widthOf } from './text.ts';
import type { Style, Theme } from './theme.ts';

export type Size = { readonly width: number; readonly height: number };

const eighths = ['', '▏', '▎', '▍', '▌', '▋', '▊', '▉'];
export const sparkLevels = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/** A bar of `width` cells, filled from the left in steps of an eighth of a cell. */
export function bar(ratio: number, width: number): string {
  const steps = Math.round(Math.min(1, Math.max(0, ratio)) * width * 8);
  const full = '█'.repeat(Math.floor(steps / 8)) + eighths[steps % 8];
  return full + ' '.repeat(width - full.length);
}

/** One cell a value; `level` gives 0 to 7. A value that was not measured leaves its cell empty. */
export function spark(values: readonly number[], level: (value: number) => number): string {
  let drawn = '';
  for (const value of values) {
    drawn += Number.isNaN(value) ? ' ' : sparkLevels[Math.min(7, Math.max(0, Math.floor(level(value))))];
  }
  return drawn;
}

/**
 * The first row of a pane: a thin rule with the title at the left and the one figure that matters at the right. The
 * pane that has the keys wears brackets, because colour alone tells nobody.
 */
export function titleRule(
  width: number,
  { title, figure = '', style, focused }: { title: string; figure?: string; style?: Style; focused: boolean },
  theme: Theme,
): string {
  if (width < 4) return '─'.repeat(Math.max(0, width));
  const name = toWidth(title, Math.min(widthOf(title), width - 4));
  const left = focused ? `[${name}]` : ` ${name} `;
  const room = width - 1 - widthOf(left) - 1;
  const shown = figure !== '' && room >= 5 ? toWidth(figure, Math.min(widthOf(figure), room - 3)) : '';
  const gap = shown === '' ? room + 1 : room - widthOf(shown) - 2;
  const right =
    shown === ''
      ? ''
      : ` ${style ? theme.paint(style, shown) : theme.paint('strong', shown)} ${theme.paint('dim', '─')}`;
  return theme.paint('dim', '─') + theme.paint('strong', left) + theme.paint('dim', '─'.repeat(gap)) + right;
}

/** Exactly the rows a pane has: what does not fit is left out, what is missing is blank. */
export function fill(rows: readonly string[], { width, height }: Size): string[] {
  const filled: string[] = [];
  for (let row = 0; row < height; row++) filled.push(toWidth(rows[row] ?? '', width));
  return filled;
}

/**
 * The part of a list that is shown, with a last row that counts what is below it. `keys`: what shows it, where that is
 * said nowhere else on a narrow terminal.
 */
export function scrolled(
  rows: readonly string[],
  height: number,
  offset: number,
  theme: Theme,
  keys = '',
): string[] {
  if (rows.length <= height) return [...rows];
  const top = Math.min(Math.max(0, offset), rows.length - height);
  const shown = rows.slice(top, top + height);
  const below = rows.length - top - height;
  if (below > 0 && height > 1)
    shown[height - 1] = theme.paint('dim', ` + ${below + 1} more${keys && ` (${keys})`}`);
  return shown;
}

const nice = [1, 2, 3, 5, 10, 15, 20, 30, 60];

/**
 * The span of time a chart shows: from the first task on, in steps of round spans, so that a chart grows to the right
 * instead of being rescaled and repainted at every tick. A run that ended is shown from edge to edge.
 */
export function timeSpan(elapsedMs: number, ended: boolean): number {
  if (ended) return Math.max(1, elapsedMs);
  for (let unit = 1000; ; unit *= 60) {
    for (const step of nice) if (elapsedMs <= step * unit) return step * unit;
  }
}
