import { widthOf, wrapped } from '../../text.ts';
import type { Style, Theme } from '../../theme.ts';

/** Text in rows behind a label, or any first column: the rows after the first are indented as far. */
export function hanging(
  first: string,
  text: string,
  width: number,
  style: Style | null,
  theme: Theme,
): string[] {
  const indent = widthOf(first);
  return wrapped(text, Math.max(12, width - indent - 1)).map(
    (line, at) => `${at === 0 ? first : ' '.repeat(indent)}${style ? theme.paint(style, line) : line}`,
  );
}

/** The width of the labels in front of sentences: `Because`, `Measured`. */
const labelWidth = 10;

/** ` Because   waiting costs no processor time` */
export function labelled(
  label: string,
  text: string,
  width: number,
  theme: Theme,
  style: Style | null = null,
): string[] {
  return hanging(` ${theme.paint('dim', label.padEnd(labelWidth))}`, text, width, style, theme);
}
