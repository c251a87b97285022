import { runCommand, type Wish } from '../../../catalog/wish.ts';
import type { Verdict } from '../../../claims/claim.ts';
import { verdictSigns } from '../../../claims/verdict-words.ts';
import { seconds } from '../../../format.ts';
import type { Batch } from '../../../runner/batch.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { elapsedMs } from '../../panes/pane.ts';
import { paragraph } from '../../text.ts';
import type { Style, Theme } from '../../theme.ts';

export const verdictStyles: Readonly<Record<Verdict, Style>> = {
  holds: 'ok',
  'does-not-hold': 'bad',
  differs: 'warn',
  unknown: 'dim',
};

export function verdictSign(verdict: Verdict, theme: Theme): string {
  return theme.paint(verdictStyles[verdict], verdictSigns[verdict]);
}

/** The command that runs a wish, dim, in as many rows as it takes. */
export function wishRows(wish: Wish, width: number, theme: Theme): string[] {
  return paragraph('   ', runCommand(wish), width, (row) => theme.paint('dim', row));
}

/** The rows around the selected one, with what is left out counted at the edges. */
export function around(rows: readonly string[], selected: number, height: number, theme: Theme): string[] {
  if (rows.length <= height) return [...rows];
  if (height < 1) return [];
  const top = Math.max(0, Math.min(selected - Math.floor(height / 2), rows.length - height));
  const shown = rows.slice(top, top + height);
  const below = rows.length - top - height;
  const more = (count: number, where: string) => theme.paint('dim', `   ${where} ${count + 1} more`);
  if (top > 0 && selected > top) shown[0] = more(top, '↑');
  if (below > 0 && selected < top + height - 1) shown[height - 1] = more(below, '↓');
  return shown;
}

/** Below this height there is room for the list alone. */
export const leastForDetails = 8;

/** The share of the height that a list keeps beside the details below it; only long details leave it less. */
const listShare = 0.4;
const leastOfList = 6;

/** A list above, and below it everything about its selected row, a page at a time: `turned` tells which. */
export function listAndDetails(
  list: { rows: readonly string[]; selected: number },
  details: { title: string; rows: readonly string[]; turned: number },
  size: Size,
  theme: Theme,
): string[] {
  const { width, height } = size;
  if (height < leastForDetails) return around(list.rows, list.selected, height, theme);
  const wanted = details.rows.length + 1;
  const usual = Math.max(height - list.rows.length, Math.floor(height * (1 - listShare)));
  const detailHeight = Math.min(wanted, Math.max(usual, height - leastOfList));
  const listHeight = height - detailHeight;
  return [
    ...fill(around(list.rows, list.selected, listHeight, theme), { width, height: listHeight }),
    titleRule(width, { title: details.title, focused: false }, theme),
    ...pageOf(details.rows, details.turned, detailHeight - 1, theme),
  ];
}

/** The pages of rows come round again behind the last one. */
function pageOf(rows: readonly string[], turned: number, height: number, theme: Theme): string[] {
  if (rows.length <= height) return [...rows];
  const perPage = Math.max(1, height - 1);
  const from = (turned % Math.ceil(rows.length / perPage)) * perPage;
  const shown = rows.slice(from, from + perPage);
  const below = rows.length - from - shown.length;
  const next = below > 0 ? ` + ${below} more (Space)` : ' back to the top (Space)';
  return [...shown, ...Array.from({ length: perPage - shown.length }, () => ''), theme.paint('dim', next)];
}

/** How far a batch is, in one row; null when none is under way. `whose`: what it is for, where that is not what stands below. */
export function progressRow(batch: Batch | null, theme: Theme, whose = ''): string | null {
  if (batch?.state !== 'running') return null;
  const { turns, ended, current } = batch;
  const { plan } = turns[ended.length] ?? turns.at(-1)!;
  const time = current && current.runningSinceMs !== null ? `  ${seconds(elapsedMs(current))}` : '';
  return theme.paint(
    'run',
    ` ▸ ${whose}${ended.length + 1} of ${turns.length}: ${plan.workload} under ${plan.model}${time}`,
  );
}

/** The width of the labels in front of sentences: `Because`, `Measured`. */
const labelWidth = 10;

/** ` Because   waiting costs no processor time` */
export function labelled(
  label: string,
  text: string,
  width: number,
  theme: Theme,
  style: Style | null = null,
): string[] {
  const first = ` ${theme.paint('dim', `${label} `.padEnd(labelWidth))}`;
  return paragraph(first, text, width, (row) => (style ? theme.paint(style, row) : row));
}
