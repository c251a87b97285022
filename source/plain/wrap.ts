import { pieces } from '../catalog/command-text.ts';

/** What text for pipes and the normal screen is wrapped to. */
export const textWidth = 79;

/** The label that a row begins with; an empty one: as much room. */
export const rowLabel = (label: string) => `  ${label.padEnd(11)}`;

/**
 * Words in lines of at most that width; every line after the first is indented as the first is, or by `indent`. A command
 * or a flag with its value is never broken, so that it can be copied: one that is wider has a line of its own.
 */
export function wrap(
  text: string,
  first: string,
  indent = ' '.repeat(first.length),
  width = textWidth,
): string[] {
  const lines: string[] = [];
  let line = first;
  let empty = true;
  for (const word of pieces(text)) {
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

/** Parts in lines of at most `width`, `a · b · c`: a line ends between two of them. */
export function wrapParts(parts: readonly string[], first: string, width = textWidth): string[] {
  const lines: string[] = [];
  let line = first;
  for (const [at, part] of parts.entries()) {
    const next = at < parts.length - 1 ? `${part} ·` : part;
    // The mark behind a part may stand in the last cell.
    if (at > 0 && line.length + 1 + next.length > width) {
      lines.push(line);
      line = ' '.repeat(first.length) + next;
    } else line += at === 0 ? next : ` ${next}`;
  }
  return [...lines, line];
}
