import { pythonGuide } from '../claims/sources.ts';
import { type FilledTable, hereText, legend, modelNames, provenance } from '../table/filled-table.ts';
import { dayOf } from '../table/measured.ts';
import { wrap } from './wrap.ts';

const columns = { name: 20, guide: 26 } as const;

/** The comparison table as text: the guide's cells, this machine's beside them, footnotes below. */
export function tableOfModelsLines(table: FilledTable): string[] {
  const lines = [
    ...wrap(
      `The table of the guide ${pythonGuide.title}, and what this machine measures. ${modelNames()}`,
      '',
    ),
    '',
    `${''.padEnd(columns.name)}${'the Python guide'.padEnd(columns.guide)}this machine`,
    '',
  ];
  for (const { title, cells } of table.rows) {
    lines.push(title);
    for (const cell of cells) {
      const stale = cell.elsewhere ? `  (${dayOf(cell.stamp!.atMs)}, ${cell.elsewhere})` : '';
      lines.push(
        `  ${cell.model.padEnd(columns.name - 2)}${cell.article.padEnd(columns.guide)}${hereText(cell)}${stale}`,
      );
    }
  }
  lines.push('', ...wrap(provenance(table), ''), ...legend(table), '');
  for (const { number, text, source } of table.footnotes)
    lines.push(...wrap(`${text} (${source})`, `[${number}] `));
  return lines;
}

/** The same for scripts. `heddle`: the version that filled it. */
export function tableDocument({ rows, footnotes }: FilledTable, heddle: string) {
  return {
    schema: 1 as const,
    heddle,
    rows: rows.map(({ id, title, cells }) => ({
      id,
      title,
      cells: cells.map(
        ({ model, name, article, judgement, here, claim, figures, verdict, stamp, stale, notes }) => ({
          model,
          name,
          article,
          judgement,
          here,
          claim: claim?.id ?? null,
          figures,
          verdict,
          measured: stamp && { ...stamp, at: new Date(stamp.atMs).toISOString(), stale },
          footnotes: notes,
        }),
      ),
    })),
    footnotes,
  };
}
