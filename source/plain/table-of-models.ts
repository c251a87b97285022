import { pythonGuide } from '../claims/sources.ts';
import {
  besideText,
  type FilledCell,
  type FilledTable,
  hereText,
  legend,
  modelNames,
  provenance,
} from '../table/filled-table.ts';
import { dayOf } from '../table/measured.ts';
import { wrap } from './wrap.ts';

const alone = { name: 20, guide: 26, main: 0 } as const;
/** Two runtimes side by side. */
const both = { name: 12, guide: 23, main: 26 } as const;

/** The comparison table as text: the guide's cells, this machine's beside them, footnotes below. */
export function tableOfModelsLines(table: FilledTable): string[] {
  const columns = table.besideColumn === null ? alone : both;
  const heads =
    table.besideColumn === null
      ? 'this machine'
      : `${table.column.padEnd(columns.main)}${table.besideColumn}`;
  const lines = [
    ...wrap(
      `The table of the guide ${pythonGuide.title}, and what this machine measures. ${modelNames()}`,
      '',
    ),
    '',
    `${''.padEnd(columns.name)}${'the Python guide'.padEnd(columns.guide)}${heads}`,
    '',
  ];
  for (const { title, cells } of table.rows) {
    lines.push(title);
    for (const cell of cells) {
      const stale = cell.elsewhere ? `  (${dayOf(cell.stamp!.atMs)}, ${cell.elsewhere})` : '';
      const row = `  ${cell.model.padEnd(columns.name - 2)}${cell.article.padEnd(columns.guide)}${hereText(cell).padEnd(columns.main)}${besideText(cell)}`;
      lines.push(`${row.trimEnd()}${stale}`);
    }
  }
  lines.push('', ...wrap(provenance(table), ''), ...legend(table), '');
  for (const { number, text, source } of table.footnotes)
    lines.push(...wrap(`${text} (${source})`, `[${number}] `));
  return lines;
}

/** The same for scripts. `heddle`: the version that filled it. */
export function tableDocument(
  { runtime, column, besideColumn, rows, footnotes }: FilledTable,
  heddle: string,
) {
  return {
    schema: 1 as const,
    heddle,
    runtime,
    column,
    besideColumn,
    rows: rows.map(({ id, title, cells }) => ({
      id,
      title,
      cells: cells.map(({ model, name, article, judgement, claim, beside, notes, ...filling }) => ({
        model,
        name,
        article,
        judgement,
        claim: claim?.id ?? null,
        ...fillingOf(filling),
        beside: beside && fillingOf(beside),
        footnotes: notes,
      })),
    })),
    footnotes,
  };
}

function fillingOf({
  here,
  figures,
  verdict,
  stamp,
  stale,
}: Pick<FilledCell, 'here' | 'figures' | 'verdict' | 'stamp' | 'stale'>) {
  return {
    here,
    figures,
    verdict,
    measured: stamp && { ...stamp, at: new Date(stamp.atMs).toISOString(), stale },
  };
}
