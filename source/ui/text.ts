import stringWidth from 'string-width';
import { commandRows, pieces } from '../catalog/command-text.ts';

/** A styled row is plain text with SGR sequences in it (`ESC [ … m`) and no other control sequence. */
const escapeCode = 0x1b;
/** Beyond ASCII and Latin the screen draws with these; each takes one cell in every terminal we know. */
const ownGlyphs = new Set(Array.from('▸✓✗⊘❄…—→←↑↓', (glyph) => glyph.charCodeAt(0)));

/** Whether a UTF-16 unit is a glyph that surely takes one cell: ASCII, Latin, box drawing, blocks, and our own. */
export function isNarrow(code: number): boolean {
  if (code < 0x7f) return code >= 0x20;
  if (code < 0x300) return code >= 0xa0 && code !== 0xad;
  return (code >= 0x2500 && code <= 0x259f) || ownGlyphs.has(code);
}

/** Where the SGR sequence that starts at `at` ends. */
function endOfEscape(text: string, at: number): number {
  let end = at + 1;
  while (end < text.length && text.charCodeAt(end) !== 0x6d) end++;
  return end + 1;
}

/** Cells a styled text takes. One pass over our own glyphs; foreign text is measured by `string-width`. */
export function widthOf(text: string): number {
  let width = 0;
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === escapeCode) at = endOfEscape(text, at);
    else if (isNarrow(code)) {
      width++;
      at++;
    } else return stringWidth(text);
  }
  return width;
}

/** The text in exactly `width` cells: cut with an ellipsis or filled with spaces. Styles stay balanced. */
export function toWidth(text: string, width: number): string {
  if (width <= 0) return '';
  const actual = widthOf(text);
  if (actual === width) return text;
  return actual < width ? text + ' '.repeat(width - actual) : cut(text, width);
}

/** As `toWidth`, but with the text at the right end. */
export function toWidthRight(text: string, width: number): string {
  const actual = widthOf(text);
  return actual < width ? ' '.repeat(width - actual) + text : toWidth(text, width);
}

// Joiners, variation selectors, soft hyphens: terminals disagree on what they do to the width of a line.
const invisible = /\p{Default_Ignorable_Code_Point}/gu;

/** The first line of a foreign text, without characters that have no cell of their own. */
export function firstLine(text: string): string {
  const end = text.indexOf('\n');
  return (end < 0 ? text : text.slice(0, end)).replace(invisible, '');
}

/**
 * Words in rows of at most that width; a word that is wider (an address) goes on in the next row, and a command that is
 * wider has rows of its own, which a shell takes as they stand. Plain text.
 */
export function wrapped(text: string, width: number): string[] {
  return text.split('\n').flatMap((line) => wrappedLine(line, width));
}

function wrappedLine(line: string, width: number): string[] {
  const rows: string[] = [];
  let row = '';
  for (const word of pieces(line)) {
    const size = widthOf(word);
    if (row !== '' && widthOf(row) + 1 + size > width) {
      rows.push(row);
      row = '';
    }
    if (size > width && word.includes(' ')) {
      rows.push(...commandRows(word, width).flatMap((part) => broken(part, width)));
      continue;
    }
    const pieces = broken(row === '' ? word : `${row} ${word}`, width);
    row = pieces.pop()!;
    rows.push(...pieces);
  }
  return row === '' && rows.length > 0 ? rows : [...rows, row];
}

/** A text in pieces of at most that width, wherever in a word they end; at least one character each. */
export function broken(text: string, width: number): string[] {
  if (widthOf(text) <= width) return [text];
  const pieces: string[] = [];
  let piece = '';
  let cells = 0;
  for (const part of graphemes(text)) {
    const size = cellsOf(part);
    if (piece !== '' && cells + size > width) {
      pieces.push(piece);
      piece = '';
      cells = 0;
    }
    piece += part;
    cells += size;
  }
  return [...pieces, piece];
}

/** Room for text beside a mark in front of it, however narrow the terminal. */
const leastRoom = 8;

/** Text in rows behind a mark, a label or any first column: the rows after the first are indented as far. */
export function paragraph(
  first: string,
  text: string,
  width: number,
  paint: (row: string) => string = (row) => row,
): string[] {
  const indent = widthOf(first);
  return wrapped(text, Math.max(leastRoom, width - indent - 1)).map(
    (row, at) => (at === 0 ? first : ' '.repeat(indent)) + paint(row),
  );
}

const unbroken = '\u00a0';

/** `a 1 ms · b 2 ms · c` in rows that end between two of its parts. */
export function wrappedParts(text: string, width: number): string[] {
  const parts = text.split(' · ').map((part) => part.replaceAll(' ', unbroken));
  return wrapped(parts.join(`${unbroken}· `), width).map((row) => row.replaceAll(unbroken, ' '));
}

/** Cuts to `width` cells, the last of them an ellipsis. SGR sequences behind the cut are kept: they close styles. */
function cut(text: string, width: number): string {
  let kept = '';
  let cells = 0;
  let full = false;
  for (const part of graphemes(text)) {
    if (part.charCodeAt(0) === escapeCode) {
      kept += part;
      continue;
    }
    if (full) continue;
    const size = cellsOf(part);
    if (cells + size > width - 1) {
      full = true;
      // A wide character may leave one cell over.
      kept += `…${' '.repeat(Math.max(0, width - 1 - cells))}`;
      continue;
    }
    kept += part;
    cells += size;
  }
  return kept;
}

/** Cells of one grapheme. */
function cellsOf(part: string): number {
  return part.length === 1 && isNarrow(part.charCodeAt(0)) ? 1 : widthOf(part);
}

let segmenter: Intl.Segmenter | undefined;

function* graphemes(text: string): Generator<string> {
  for (let at = 0; at < text.length; ) {
    const code = text.charCodeAt(at);
    if (code === escapeCode) {
      const end = endOfEscape(text, at);
      yield text.slice(at, end);
      at = end;
      continue;
    }
    let end = at;
    let narrow = true;
    while (end < text.length && text.charCodeAt(end) !== escapeCode) {
      narrow &&= isNarrow(text.charCodeAt(end));
      end++;
    }
    const run = text.slice(at, end);
    if (narrow) yield* run;
    else {
      segmenter ??= new Intl.Segmenter(undefined, { granularity: 'grapheme' });
      for (const { segment } of segmenter.segment(run)) yield segment;
    }
    at = end;
  }
}
