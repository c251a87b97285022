import { stripVTControlCharacters } from 'node:util';

/** Longest line of foreign text that is kept; a terminal shows no more of it anyway. */
const maxLineLength = 2000;

// C0 and C1 controls apart from tab and line feed, the byte order mark, and the marks that reorder text
// (bidirectional overrides and isolates): each of them can make a terminal show something that is not there.
const unsafe = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]/gu;

// A string command of the C1 kind (device control, operating system command, …) with all it says, up to its end.
const commandString = /[\u0090\u0098\u009d-\u009f][^\u0007\u009c\n]*[\u0007\u009c]/gu;

/** The same in one line of at most so many characters. */
export function oneLine(text: string, mostCharacters: number): string {
  // A script behind `-e` has no end.
  const line = cleanText(text.slice(0, maxLineLength)).replace(/\s+/g, ' ').trim();
  return line.length <= mostCharacters ? line : `${line.slice(0, mostCharacters - 1)}…`;
}

/**
 * Makes text from a workload safe to show: terminal control sequences are removed, tabs become spaces and lone
 * control characters vanish. Line feeds stay. Lines over 2,000 characters are cut with an ellipsis.
 */
export function cleanText(text: string): string {
  const plain = stripVTControlCharacters(text)
    .replaceAll('\r\n', '\n')
    .replaceAll('\t', '  ')
    .replace(commandString, '')
    .replace(unsafe, '');
  if (plain.length <= maxLineLength) return plain;
  return plain
    .split('\n')
    .map((line) => (line.length > maxLineLength ? `${line.slice(0, maxLineLength)}…` : line))
    .join('\n');
}
