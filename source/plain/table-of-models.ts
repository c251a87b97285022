import { type FilledTable, hereText, provenance } from '../table/filled-table.ts';
import { dayOf } from '../table/measured.ts';
import { wrap } from './wrap.ts';

const columns = { name: 20, article: 26 } as const;

/** Cells have no room for it. */
const ratios = '2.00 × vs async: twice as fast as async does the same';

/** The comparison table as text: the article's cells, this machine's beside them, footnotes below. */
export function tableOfModelsLines(table: FilledTable): string[] {
  const lines = [`${''.padEnd(columns.name)}${'the article'.padEnd(columns.article)}here`, ''];
  for (const { title, cells } of table.rows) {
    lines.push(title);
    for (const cell of cells) {
      const stale = cell.stale ? `  (${dayOf(cell.stamp!.atMs)}, ${cell.stale})` : '';
      lines.push(
        `  ${cell.name.padEnd(columns.name - 2)}${cell.article.padEnd(columns.article)}${hereText(cell)}${stale}`,
      );
    }
  }
  lines.push('', ...wrap(provenance(table), ''));
  const hasRatios = table.rows.some(({ cells }) => cells.some(({ here }) => here?.includes(' × vs ')));
  lines.push(...(hasRatios ? [ratios] : []), '');
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
