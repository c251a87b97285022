import xterm from '@xterm/headless';
import { expect, test } from 'vitest';
import lineUpdate from '../../../source/ui/ink-shims/line-update.ts';
import { widthOf } from '../../../source/ui/text.ts';
import { createTheme, type Style } from '../../../source/ui/theme.ts';

const theme = createTheme({ colour: true, unicode: true });
const columns = 40;

/** Writes each text on a line of its own in a real terminal emulator, and reads back every cell with its colours. */
async function screenAfter(texts: readonly string[]): Promise<string[]> {
  const terminal = new xterm.Terminal({ cols: columns, rows: texts.length, allowProposedApi: true });
  const all = texts.map((text, row) => `\u001b[${row + 1}H${text}`).join('');
  await new Promise<void>((done) => terminal.write(all, done));
  const lines = texts.map((_, row) => {
    const line = terminal.buffer.active.getLine(row);
    const cells = Array.from({ length: columns }, (_, at) => {
      const cell = line?.getCell(at);
      const flags = [cell?.getFgColor(), cell?.getBgColor(), cell?.isBold(), cell?.isInverse()];
      return `${cell?.getChars() || ' '} ${flags.join(' ')}`;
    });
    return cells.join('|');
  });
  terminal.dispose();
  return lines;
}

/** Chance that repeats: the same rows in every run of the tests. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
}

const styles: (Style | null)[] = [null, null, 'ok', 'bad', 'strong', 'mark', 'cold', 'dim'];
const pieces = ['abc', '   ', '████', '▏', '▁▂▃', ' 12 ms', '✓', '│', ''];

function randomRow(random: (below: number) => number): string {
  let row = '';
  const length = random(9);
  for (let piece = 0; piece < length; piece++) {
    const style = styles[random(styles.length)]!;
    const text = pieces[random(pieces.length)]!;
    row += style ? theme.paint(style, text) : text;
  }
  return theme.finish(row).trimEnd();
}

test('the terminal shows the same as if the row was written whole', async () => {
  const random = chance(7);
  const pairs: [before: string, after: string][] = [];
  while (pairs.length < 500) {
    const before = randomRow(random);
    // Half of the time only the end differs, as it does on the screen.
    const after = random(2) === 0 ? randomRow(random) : before + randomRow(random);
    // A row is never wider than the terminal; this line would go on in the next.
    if (widthOf(before) <= columns && widthOf(after) <= columns) pairs.push([before, after]);
  }
  const updated = pairs.map(([before, after]) => before + lineUpdate(before, after, columns));
  expect(await screenAfter(updated)).toEqual(await screenAfter(pairs.map(([, after]) => after)));
});

test('only what changed is written', () => {
  const row = (ms: string) => ` ✓  10  ${theme.paint('ok', '██████████')}  ${ms} ms`;
  expect(lineUpdate(row('398'), row('399'), 80)).toBe('\u001b[23G9');
  expect(lineUpdate(row('398'), row('398'), 80)).toBe('');
});

test('a row with foreign glyphs, or one wider than the terminal, is written whole', () => {
  expect(lineUpdate('結果 1', '結果 2', 80)).toBe('\u001b[1G\u001b[K結果 2');
  expect(lineUpdate('abcdef', 'abcdeg', 5)).toBe('\u001b[1G\u001b[Kabcdeg');
});
