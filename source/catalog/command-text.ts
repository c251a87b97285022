import stringWidth from 'string-width';

/** `'my file.js'` is one word of a shell, and so is `--set 'a=b c'` one value. */
const shellWord = /(?:'[^']*'|"[^"]*"|\S)+/g;

/**
 * A command in rows of at most `width` cells that can be pasted as they stand: it breaks only in front of a flag, and each
 * row but the last ends in ` \`. A row that is too narrow even for one flag with its value holds it all the same.
 */
export function commandRows(command: string, width: number, indent = '  '): string[] {
  const flags = withValues(command.match(shellWord) ?? []);
  const rows: string[] = [];
  let row = '';
  for (const [at, flag] of flags.entries()) {
    const more = at < flags.length - 1 ? 2 : 0;
    if (row !== '' && stringWidth(row) + 1 + stringWidth(flag) + more > width) {
      rows.push(`${row} \\`);
      row = indent + flag;
    } else row = row === '' ? flag : `${row} ${flag}`;
  }
  return [...rows, row];
}

/** Every flag with what stands behind it; what stands before the first flag is the first. */
function withValues(words: readonly string[]): string[] {
  const groups: string[] = [];
  for (const word of words) {
    if (groups.length === 0 || word.startsWith('-')) groups.push(word);
    else groups.push(`${groups.pop()} ${word}`);
  }
  return groups;
}

/** `NODE_OPTIONS=… npx heddle run ./work.js --set 'a=b c' -t 5`, as far as it goes without a comma or the like. */
const value = String.raw`(?:'[^']*'|"[^"]*"|[^\s'"-](?:'[^']*'|"[^"]*"|[^\s'"])*)`;
const closed = '(?<![,;:.)])';
const flag = String.raw`${closed} --?[a-z][\w-]*(?:=${value})?(?:${closed} ${value})?`;
const command = new RegExp(
  String.raw`(?:(?<![\w=])[A-Z_]+=\S+ )*(?:npx )?\bheddle(?: [a-z]+(?:${closed} ${value})?)?(?:${flag})*|--[a-z][\w-]* ${value}`,
  'g',
);
/** Stands for a space at which no line may end. */
const bound = '\u0000';

/** `1.2 s`, `1 m 05`, `98 %`: apart from its unit a figure says nothing. */
const figure = /\d (?:[nµm]?s|[KMGT]?B|[mh] \d\d|%)(?![\w%])/g;
const whole = (words: string) => words.replaceAll(' ', bound);

/** Text in the pieces between which a line may end: words, but commands, flags and figures with what belongs to them. */
export function pieces(text: string): string[] {
  const figures = text.replace(figure, whole);
  const hasCommand = text.includes('heddle') || text.includes('--');
  return (hasCommand ? figures.replace(command, whole) : figures)
    .split(' ')
    .map((piece) => piece.replaceAll(bound, ' '));
}
