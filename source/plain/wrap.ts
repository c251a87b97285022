/** What text for pipes and the normal screen is wrapped to. */
export const textWidth = 79;

/** Words in lines of at most that width; every line after the first is indented as the first is, or by `indent`. */
export function wrap(
  text: string,
  first: string,
  indent = ' '.repeat(first.length),
  width = textWidth,
): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of text.split(' ')) {
    if (!empty && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent;
      empty = true;
    }
    line += empty ? word : ` ${word}`;
    empty = false;
  }
  return [...lines, line];
}
