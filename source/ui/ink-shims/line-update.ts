import { type Cells, parseCells, styleChange } from './cells.ts';

/** To go past this many unchanged cells by writing them again is as short as to move the cursor past them. */
const cheapGap = 4;
/** From here on it is shorter to erase the rest of the line than to write blanks. */
const cheapBlanks = 3;

const eraseToEnd = '\u001b[K';
const column = (at: number) => `\u001b[${at + 1}G`;

/** The next row of this frame is the previous one of the next: more rows than any terminal shows at once. */
const mostParsed = 512;
const parsed = new Map<string, Cells | null>();

function cellsOf(row: string): Cells | null {
  let cells = parsed.get(row);
  if (cells === undefined) {
    if (parsed.size >= mostParsed) parsed.clear();
    cells = parseCells(row);
    parsed.set(row, cells);
  }
  return cells;
}

/**
 * What to write so that a line that shows `previous` shows `next`. Only cells that
 * changed are written, with as few styles as they need. A row with foreign glyphs is written whole: how wide those
 * are is for the terminal to say.
 */
export default function lineUpdate(previous: string, next: string, columns: number | undefined): string {
  const full = `\u001b[1G${eraseToEnd}${next}`;
  if (!columns || columns < 1) return full;
  const before = cellsOf(previous);
  const after = cellsOf(next);
  if (!before || !after || Math.max(before.glyphs.length, after.glyphs.length) > columns) return full;
  return changes(before, after);
}

function changes(before: Cells, after: Cells): string {
  const { glyphs, styles } = after;
  let written = '';
  let style = 0;
  // Where the cursor is; -1: anywhere.
  let cursor = -1;
  for (let at = 0; at < glyphs.length; at++) {
    if (before.glyphs[at] === glyphs[at] && before.styles[at] === styles[at]) continue;
    if (before.glyphs[at] === undefined && glyphs[at] === ' ' && styles[at] === 0) continue;
    if (cursor >= 0 && at - cursor <= cheapGap) {
      for (; cursor < at; cursor++) {
        written += styleChange(style, styles[cursor]!) + glyphs[cursor];
        style = styles[cursor]!;
      }
    } else if (cursor !== at) written += column(at);
    written += styleChange(style, styles[at]!) + glyphs[at];
    style = styles[at]!;
    cursor = at + 1;
  }
  if (style !== 0) written += styleChange(style, 0);
  const surplus = before.glyphs.length - glyphs.length;
  if (surplus > 0) {
    if (cursor !== glyphs.length) written += column(glyphs.length);
    written += surplus > cheapBlanks ? eraseToEnd : ' '.repeat(surplus);
  }
  return written;
}
