import lineUpdate from './line-update.ts';

type Stream = { readonly columns?: number; readonly rows?: number; write(text: string): unknown };

const clearScreen = '\u001b[2J';
const hideCursor = '\u001b[?25l';
const showCursor = '\u001b[?25h';
const eraseRow = '\u001b[2K';
const toRow = (at: number) => `\u001b[${at + 1};1H`;

/**
 * Frames that are drawn whole after a change of size: Ink draws the rows of the old size once more before the app draws
 * its own for the new one.
 */
const wholeFrames = 2;

/**
 * Stands for Ink's `log-update`, which moves the cursor from where it believes it to be. Rows on their way while the
 * terminal changes its size wrap and scroll there, and from then on nothing is where it was believed to be. The app has
 * the whole screen: every row has a place of its own, and after a change of size all of them are drawn anew.
 */
function create(stream: Stream) {
  let shown: readonly string[] = [];
  let latest = '';
  let hidden = false;
  let columns: number | undefined;
  let rows: number | undefined;
  let whole = 0;

  /** Whether what was drawn before still stands. */
  function stands(): boolean {
    if (columns !== stream.columns || rows !== stream.rows) {
      ({ columns, rows } = stream);
      whole = wholeFrames;
    }
    if (whole === 0) return shown.length > 0;
    whole--;
    return false;
  }

  function forget(): void {
    shown = [];
    latest = '';
  }

  function draw(text: string): boolean {
    if (text === latest && columns === stream.columns && rows === stream.rows) return false;
    const before = stands() ? shown : [];
    const after = text.split('\n').slice(0, rows);
    let written = hidden ? '' : hideCursor;
    hidden = true;
    if (before.length === 0) written += clearScreen;
    for (const [at, row] of after.entries()) {
      const previous = before[at];
      if (previous !== row)
        written += toRow(at) + (previous === undefined ? row : lineUpdate(previous, row, columns));
    }
    for (let at = after.length; at < before.length; at++) written += toRow(at) + eraseRow;
    stream.write(written);
    shown = after;
    latest = text;
    return true;
  }

  return Object.assign(draw, {
    clear: forget,
    reset: forget,
    done() {
      forget();
      stream.write(showCursor);
      hidden = false;
    },
    // Ink has drawn a frame by itself, maybe one of more rows than there are: the next is drawn whole.
    sync: forget,
    willRender: (text: string) => text !== latest,
    // The app has no cursor.
    setCursorPosition() {},
    getCursorPosition: () => undefined,
    isCursorDirty: () => false,
  });
}

export default { create };
