import { checkedIn } from '../../../claims/index.ts';
import { verdictWords } from '../../../claims/verdict-words.ts';
import { plural } from '../../../format.ts';
import { type FilledCell, type FilledTable, hereText, provenance } from '../../../table/filled-table.ts';
import { dayOf } from '../../../table/measured.ts';
import type { Size } from '../../draw.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { Checker } from '../shared/checker.ts';
import { around, commandRows, leastForDetails, listAndDetails, progressRow } from '../shared/rows.ts';
import { cellsOf, type TableState } from './state.ts';

/** Room that the name and this machine's figure keep. */
const leastBeside = 36;

/** Cells of what a feature takes: the name of the model, the article's cell; the rest is this machine's. */
function columns(width: number): { name: number; article: number } {
  if (width >= 100) return { name: 22, article: 34 };
  return { name: 16, article: width >= 76 ? 26 : Math.max(0, Math.min(19, width - leastBeside)) };
}

/** What the table is of, and how much of it was measured here; where there is room, when and where. */
export function tableSubtitle(table: FilledTable, width: number, theme: Theme): string {
  const title = ` ${theme.paint('strong', 'The models compared')}  `;
  const whole = provenance(table);
  // It stands whole below the cells.
  return title + (widthOf(title + whole) <= width ? whole : measuredShare(table));
}

/** `1 of 18 cells measured` */
function measuredShare(table: FilledTable): string {
  const cells = cellsOf(table).filter(({ judgement }) => !judgement);
  const measured = cells.filter(({ here }) => here !== null);
  return `${measured.length} of ${plural(cells.length, 'cell')} measured`;
}

/** The comparison table, and below it all about the cell that is chosen. */
export function drawTable(
  { at, turned }: TableState,
  table: FilledTable,
  checker: Checker,
  size: Size,
  theme: Theme,
): string[] {
  const { name, article } = columns(size.width);
  const head = `${' '.repeat(name + 3)}${toWidth('the article', article)}here`;
  const rows: string[] = [];
  let selected = 0;
  let index = 0;
  let chosen: FilledCell | null = null;
  let title = '';
  for (const feature of table.rows) {
    rows.push(` ${theme.paint('strong', feature.title)}`);
    for (const cell of feature.cells) {
      const isChosen = index++ === at;
      if (isChosen) {
        selected = rows.length;
        chosen = cell;
        title = `${feature.title}, ${cell.name}`;
      }
      const label = toWidth(cell.name, name);
      const here = theme.paint(cell.stale ? 'warn' : cell.here === null ? 'dim' : 'ok', hereText(cell));
      const old = cell.stale ? theme.paint('warn', ' *') : '';
      rows.push(
        ` ${isChosen ? '→' : ' '} ${isChosen ? theme.paint('strong', label) : label}${toWidth(cell.article, article - 1)} ${here}${old}`,
      );
    }
  }
  const progress = progressRow(checker.batch, theme);
  const details = [
    ...(progress ? [progress] : []),
    ...aboutCell(chosen!, table, checker, size.width, theme),
    ...paragraph(' ', provenance(table), size.width, (row) => theme.paint('dim', row)),
  ];
  if (size.height < leastForDetails) return around(rows, selected, size.height, theme);
  const below = { width: size.width, height: size.height - 1 };
  return [
    theme.paint('dim', head),
    ...listAndDetails({ rows, selected }, { title, rows: details, turned }, below, theme),
  ];
}

function aboutCell(
  cell: FilledCell,
  table: FilledTable,
  checker: Checker,
  width: number,
  theme: Theme,
): string[] {
  const dim = (row: string) => theme.paint('dim', row);
  if (cell.judgement || !cell.claim)
    return paragraph(
      ' ',
      'A judgement: how hard a model is to work with is not for a machine to measure.',
      width,
    );
  const rows: string[] = [];
  const kept = checker.fresh(cell.claim) ?? checker.measurements()[cell.claim.id];
  rows.push(
    ...(kept
      ? paragraph(' ', `${verdictWords[kept.verdict]}: ${kept.saw}`, width)
      : paragraph(' ', 'Not measured yet: Enter measures this cell, m all of them.', width)),
  );
  if (cell.stale && cell.stamp)
    rows.push(
      ...paragraph(' * ', `${dayOf(cell.stamp.atMs)}: ${cell.stale}`, width, (row) =>
        theme.paint('warn', row),
      ),
    );
  for (const number of cell.notes) {
    const { text, source } = table.footnotes.find((note) => note.number === number)!;
    rows.push(...paragraph(` [${number}] `, `${text} (${source})`, width));
  }
  const check = cell.claim.checks[checkedIn];
  rows.push(...paragraph(' ', `the claim behind it (x) holds when ${check?.holdsWhen}`, width, dim));
  for (const wish of check?.runs ?? []) rows.push(...commandRows(wish, width, theme));
  return rows;
}
