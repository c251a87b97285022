import { isNarrow } from '../text.ts';

/** A row as cells: a glyph and a style for each. */
export type Cells = { glyphs: string[]; styles: number[] };

// A style in one number: foreground and background as SGR parameters (0: the default), then flags.
const foregroundBits = 0x7f;
const backgroundShift = 7;
const boldBit = 1 << 14;
const inverseBit = 1 << 15;

/** The style after an SGR parameter; null for one that the theme does not use. */
function apply(style: number, parameter: number): number | null {
  if (parameter === 0) return 0;
  if (parameter === 1) return style | boldBit;
  if (parameter === 22) return style & ~boldBit;
  if (parameter === 7) return style | inverseBit;
  if (parameter === 27) return style & ~inverseBit;
  if (parameter === 39) return style & ~foregroundBits;
  if (parameter === 49) return style & ~(foregroundBits << backgroundShift);
  if ((parameter >= 30 && parameter <= 37) || (parameter >= 90 && parameter <= 97)) {
    return (style & ~foregroundBits) | parameter;
  }
  if (parameter >= 40 && parameter <= 47) {
    return (style & ~(foregroundBits << backgroundShift)) | (parameter << backgroundShift);
  }
  return null;
}

/** The cells of a row; null where a glyph is not one of ours or a style is unknown. */
export function parseCells(row: string): Cells | null {
  const glyphs: string[] = [];
  const styles: number[] = [];
  let style = 0;
  for (let at = 0; at < row.length; at++) {
    const code = row.charCodeAt(at);
    if (code !== 0x1b) {
      if (!isNarrow(code)) return null;
      glyphs.push(row[at]!);
      styles.push(style);
      continue;
    }
    const end = row.indexOf('m', at);
    if (end < 0) return null;
    for (const parameter of row.slice(at + 2, end).split(';')) {
      const next = apply(style, Number(parameter));
      if (next === null) return null;
      style = next;
    }
    at = end;
  }
  return { glyphs, styles };
}

/** The shortest sequence from one style to another. */
export function styleChange(from: number, to: number): string {
  if (from === to) return '';
  if (to === 0) return '\u001b[m';
  const parameters: number[] = [];
  const differs = from ^ to;
  if (differs & boldBit) parameters.push(to & boldBit ? 1 : 22);
  if (differs & inverseBit) parameters.push(to & inverseBit ? 7 : 27);
  if (differs & foregroundBits) parameters.push(to & foregroundBits || 39);
  const background = (to >> backgroundShift) & foregroundBits;
  if ((differs >> backgroundShift) & foregroundBits) parameters.push(background || 49);
  return `\u001b[${parameters.join(';')}m`;
}
