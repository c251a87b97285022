import type { ModelCard } from '../../../catalog/cards.ts';
import { runCommand } from '../../../catalog/wish.ts';
import { count } from '../../../format.ts';
import { type CardLine, cardLinesOf } from '../../../guide/models/index.ts';
import { aspects } from '../../../guide/models/rows.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { paragraph } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around, leastForDetails } from '../shared/rows.ts';

/** The lines of a card in the order in which they are shown. */
export function linesOf({ id: model }: ModelCard): readonly CardLine[] {
  const lines = cardLinesOf(model);
  return aspects.flatMap(({ id }) => lines.filter(({ aspect }) => aspect === id));
}

type View = { model: ModelCard; line: number; size: Size; theme: Theme };

/** A model's card; what is at the bottom is the run behind the chosen line. */
export function drawCard({ model, line, size, theme }: View): string[] {
  const { width, height } = size;
  const { id, how, most, unit } = model;
  const lines = linesOf(model);
  const rows: string[] = [];
  let selected = 0;
  for (const { id: aspect, title } of aspects) {
    rows.push(` ${theme.paint('dim', title)}`);
    for (const [at, one] of lines.entries()) {
      if (one.aspect !== aspect) continue;
      const chosen = at === line;
      if (chosen) selected = rows.length;
      const paint = chosen ? (row: string) => theme.paint('strong', row) : undefined;
      rows.push(...paragraph(` ${chosen ? '→' : ' '} `, one.says, width, paint));
    }
  }
  if (height < leastForDetails) return around(rows, selected, height, theme);
  const run = [
    titleRule(width, { title: 'The run that shows it', focused: false }, theme),
    ...paragraph(' ', runCommand(lines[line]!.wish), width),
  ];
  const of = unit === 'at once' ? '' : `${unit} `;
  const figure = width >= 76 ? `at most ${count(most)} ${of}at once` : '';
  const head = titleRule(width, { title: id, figure, focused: false }, theme);
  const intro = paragraph(' ', how, width, (row) => theme.paint('dim', row));
  const room = Math.max(1, height - run.length - 1 - intro.length);
  return [head, ...intro, ...fill(around(rows, selected, room, theme), { width, height: room }), ...run];
}
