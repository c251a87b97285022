import { paragraph } from '../../text.ts';
import type { Style, Theme } from '../../theme.ts';

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
  const first = ` ${theme.paint('dim', label.padEnd(labelWidth))}`;
  return paragraph(first, text, width, (row) => (style ? theme.paint(style, row) : row));
}
