/** What stands for each of Heddle's own glyphs where there is no Unicode. */
const ascii = new Map(
  Object.entries({
    ...{
      '·': '.',
      '▸': '>',
      '✓': '+',
      '✗': 'x',
      '⊘': '-',
      '❄': '!',
      '…': '~',
      '—': '-',
      '×': 'x',
      '–': '-',
      µ: 'u',
    },
    ...{
      '→': '>',
      '←': '<',
      '↑': '^',
      '↓': 'v',
      '─': '-',
      '│': '|',
      '┬': '+',
      '├': '+',
      '┤': '+',
      '┼': '+',
      '┴': '+',
      '└': '+',
    },
    ...{ '▏': ' ', '▎': ' ', '▍': '-', '▌': '-', '▋': '=', '▊': '=', '▉': '#', '█': '#' },
    ...{ '▁': '_', '▂': '.', '▃': ':', '▄': '-', '▅': '=', '▆': '+', '▇': '*', '░': '.', '▒': ':', '▓': '%' },
  }),
);
const notAscii = /[^\u0000-\u007f]/u;
const wide =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|\p{Emoji_Presentation}/u;
const invisible = /^[\p{Mark}\p{Default_Ignorable_Code_Point}]$/u;

/** A row of the screen or a line of text in ASCII, cell for cell. */
export function toAscii(row: string): string {
  if (!notAscii.test(row)) return row;
  let drawn = '';
  for (const character of row) {
    if (character <= '\u007f') drawn += character;
    else if (!invisible.test(character)) drawn += ascii.get(character) ?? (wide.test(character) ? '??' : '?');
  }
  return drawn;
}
