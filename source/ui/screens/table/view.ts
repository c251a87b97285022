import { pythonGuide } from '../../../claims/sources.ts';
import { verdictWords } from '../../../claims/verdict-words.ts';
import { plural } from '../../../format.ts';
import {
  besideText,
  type FilledCell,
  type FilledTable,
  hereText,
  legend,
  modelNames,
  provenance,
} from '../../../table/filled-table.ts';
import { dayOf } from '../../../table/measured.ts';
import type { Size } from '../../draw.ts';
import { paragraph, toWidth, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import type { Checker } from '../shared/checker.ts';
import { around, leastForDetails, listAndDetails, progressRow, wishRows } from '../shared/rows.ts';
import { cellsOf, type TableState } from './state.ts';

/** Room that the name and this machine's figure keep. */
const leastBeside = 36;

/** From here on there is room for both runtimes. */
const wide = 100;

/**
 * Cells of what a feature takes: the name of the model, the guide's cell, and where two runtimes stand side by side that of
 * the first; the rest is this machine's.
 */
function columns(width: number, hasTwo: boolean): { name: number; guide: number; here: number } {
  if (width >= wide) return hasTwo ? { name: 14, guide: 28, here: 28 } : { name: 22, guide: 34, here: 0 };
  return { name: 12, guide: width >= 76 ? 26 : Math.max(0, Math.min(21, width - leastBeside)), here: 0 };
}

/** What the table is of, and how much of it was measured here; where there is room, when and where. */
export function tableSubtitle(table: FilledTable, width: number, theme: Theme): string {
  const title = ` ${theme.paint('strong', pythonGuide.name)}  `;
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

/** Old figures are yellow, and what was not measured is dim. */
const styleOf = ({ stale, here }: Pick<FilledCell, 'stale' | 'here'>) =>
  stale ? 'warn' : here === null ? 'dim' : 'ok';

/** The comparison table, and below it all about the cell that is chosen. */
export function drawTable(
  { at, turned }: TableState,
  table: FilledTable,
  checker: Checker,
  size: Size,
  theme: Theme,
): string[] {
  const hasTwo = table.besideColumn !== null && size.width >= wide;
  const { name, guide, here: hereWidth } = columns(size.width, hasTwo);
  const heads = hasTwo ? `${toWidth(table.column, hereWidth)}${table.besideColumn}` : 'this machine';
  const head = `${' '.repeat(name + 3)}${toWidth('the Python guide', guide)}${heads}`;
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
        title = `${feature.title}, ${cell.model} (${cell.name} in Python)`;
      }
      const label = toWidth(cell.model, name);
      const old = cell.elsewhere ? ' *' : '';
      const said = hasTwo ? toWidth(`${hereText(cell)}${old}`, hereWidth) : `${hereText(cell)}${old}`;
      const here = theme.paint(styleOf(cell), said);
      const beside = hasTwo && cell.beside ? theme.paint(styleOf(cell.beside), besideText(cell)) : '';
      rows.push(
        ` ${isChosen ? '→' : ' '} ${isChosen ? theme.paint('strong', label) : label}${toWidth(cell.article, guide - 1)} ${here}${beside}`,
      );
    }
  }
  const progress = progressRow(checker.batch, theme);
  const details = [
    ...(progress ? [progress] : []),
    ...aboutCell(chosen!, table, checker, size.width, theme),
    ...[provenance(table), ...legend(table), modelNames()].flatMap((text) =>
      paragraph(' ', text, size.width, (row) => theme.paint('dim', row)),
    ),
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
      'Not measurable: how hard a model is to work with is the opinion of the Python guide.',
      width,
    );
  const rows: string[] = [];
  const kept = checker.fresh(cell.claim) ?? checker.measurements()[cell.claim.id];
  rows.push(
    ...(kept
      ? paragraph(' ', `${verdictWords[kept.verdict]}: ${kept.saw}`, width)
      : paragraph(' ', 'Not measured yet. Enter measures this cell, m measures all of them.', width)),
  );
  if (cell.elsewhere && cell.stamp)
    rows.push(
      ...paragraph(' * ', `${cell.elsewhere}, ${dayOf(cell.stamp.atMs)}`, width, (row) =>
        theme.paint('warn', row),
      ),
    );
  for (const number of cell.notes) {
    const { text, source } = table.footnotes.find((note) => note.number === number)!;
    rows.push(...paragraph(` [${number}] `, `${text} (${source})`, width));
  }
  const check = cell.claim.checks[checker.where.runtime];
  rows.push(
    ...paragraph(' ', `Claim (x): ${cell.claim.says} It holds when ${check?.holdsWhen}:`, width, dim),
  );
  for (const wish of check?.runs ?? []) rows.push(...wishRows(wish, width, theme));
  return rows;
}
