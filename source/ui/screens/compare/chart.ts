import type { Spread } from '../../../statistics/sample.ts';
import { bar } from '../../draw.ts';
import type { Style, Theme } from '../../theme.ts';

/**
 * A bar up to the median with the spread drawn on it: the part that not every run needed is shaded, and a whisker goes
 * on to the greatest, `█████▓▓──┤`. A spread within one cell is none to look at.
 */
export function spreadBar(
  { median, min, max }: Spread,
  most: number,
  width: number,
  style: Style,
  theme: Theme,
): string {
  const scale = most > 0 ? width / most : 0;
  // The cell a value ends in.
  const cell = (value: number) => Math.min(width, Math.max(1, Math.ceil(value * scale)));
  const [from, middle, to] = [cell(min), cell(median), cell(max)];
  if (from === to) return theme.paint(style, bar(most > 0 ? median / most : 0, width));
  const whisker = to > middle ? `${'─'.repeat(to - middle - 1)}┤` : '';
  const drawn =
    theme.paint(style, '█'.repeat(from) + '▓'.repeat(middle - from)) + theme.paint('dim', whisker);
  return drawn + ' '.repeat(width - to);
}
