/** Text as Markdown shows it letter by letter, also in a cell of a table. */
export function escaped(text: string): string {
  return text.replaceAll(/[\\`*|<>[\]~]|(?<!\w)_|_(?!\w)/g, '\\$&');
}

/** A table of GitHub's: text to the left, figures to the right. The first row is the head. */
export function markdownTable(rows: readonly (readonly string[])[], rightFrom: number): string[] {
  const [head = [], ...body] = rows.map((row) => row.map(escaped));
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [
    line(head),
    line(head.map((_, column) => (column < rightFrom ? '---' : '---:'))),
    ...body.map(line),
  ];
}

/** Code as it is. What fences it is longer than any such row in it. */
export function fenced(code: string, language: string): string[] {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return [`${fence}${language}`, ...code.trimEnd().split('\n'), fence];
}

/** What is folded away until a reader wants it. */
export function details(summary: string, lines: readonly string[]): string[] {
  return ['<details>', `<summary>${escaped(summary)}</summary>`, '', ...lines, '', '</details>'];
}

/** Where something was measured, by which versions and when: what every page ends with. */
export function provenance(machine: string, heddle: string, startedAt: string | null): string[] {
  const when = startedAt === null ? '' : ` · ${startedAt.slice(0, 16).replace('T', ' ')} UTC`;
  return [`${escaped(machine)} · Heddle ${heddle}${when}`];
}

/** A page out of blocks, with a blank line between two. */
export function page(blocks: readonly (readonly string[])[]): string {
  const filled = blocks.filter((block) => block.length > 0);
  return filled.map((block) => block.join('\n')).join('\n\n');
}
