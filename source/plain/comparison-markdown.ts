import { adviceWords } from '../comparison/advice.ts';
import type { Comparison } from '../comparison/compare-runs.ts';
import { costCells, timeCells, workLine } from './comparison.ts';
import { details, escaped, fenced, markdownTable, page } from './markdown.ts';

/** A comparison as a page to send on. `command`: what makes it again; `provenance`: see there. */
export function comparisonMarkdown(
  comparison: Comparison,
  command: string,
  provenance: readonly string[],
): string {
  const problems = comparison.rows.flatMap(({ variant, problem }) =>
    problem === null ? [] : [`- ${escaped(`${variant.label}: ${problem}`)}`],
  );
  const costs = costCells(comparison).flatMap((cells) => [...markdownTable(cells, 1), '']);
  return page([
    [`### ${escaped(workLine(comparison))}`],
    [`**Verdict:** ${escaped(comparison.verdict)}`],
    comparison.advice === null ? [] : [`**Next:** ${escaped(adviceWords(comparison.advice, 'text'))}`],
    markdownTable(timeCells(comparison), 1),
    problems,
    details('What else it costs', costs.slice(0, -1)),
    ['To measure it again:'],
    fenced(command, 'sh'),
    provenance,
  ]);
}
