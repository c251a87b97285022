import { mostAtOnce } from '../../../catalog/models.ts';
import { runtimeTitles, usualRuntime } from '../../../catalog/runtimes/index.ts';
import { runCommand, type Wish } from '../../../catalog/wish.ts';
import { aspects } from '../../../guide/models/rows.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { paragraph, widthOf } from '../../text.ts';
import type { Theme } from '../../theme.ts';
import { around, leastForDetails } from '../shared/rows.ts';
import { chosenCard, chosenWish, linesOf, type ModelsState } from './state.ts';

/**
 * All models, the one in front with brackets as well as the mark: colour alone tells nobody. Where there is too little room, the
 * others by their numbers.
 */
export function modelsSubtitle({ models, model }: ModelsState, width: number, theme: Theme): string {
  const rowOf = (name: (id: string) => string) =>
    ` ${models
      .map(({ id }, at) =>
        at === model ? theme.paint('mark', `[${at + 1} ${id}]`) : ` ${at + 1}${name(id)} `,
      )
      .join('')}`;
  const whole = rowOf((id) => ` ${id}`);
  return widthOf(whole) <= width ? whole : rowOf(() => '');
}

/** The card in front; what is at the bottom is the run behind the chosen line. */
export function drawCard(
  state: ModelsState,
  on: Pick<Wish, 'interpreter'>,
  size: Size,
  theme: Theme,
): string[] {
  const { width, height } = size;
  const card = chosenCard(state);
  const { id } = card;
  const lines = linesOf(state);
  const rows: string[] = [];
  let selected = 0;
  for (const { id: aspect, title } of aspects) {
    rows.push(` ${theme.paint('dim', title)}`);
    for (const [at, one] of lines.entries()) {
      if (one.aspect !== aspect) continue;
      const chosen = at === state.line;
      if (chosen) selected = rows.length;
      const paint = chosen ? (row: string) => theme.paint('strong', row) : undefined;
      rows.push(...paragraph(` ${chosen ? '→' : ' '} `, one.says, width, paint));
    }
  }
  if (height < leastForDetails) return around(rows, selected, height, theme);
  const run = [
    titleRule(width, { title: 'The run that shows it', focused: false }, theme),
    ...paragraph(' ', runCommand(chosenWish(state, on)), width),
  ];
  const figure = width >= 76 ? mostAtOnce(card) : '';
  const head = titleRule(
    width,
    {
      title: state.runtime === usualRuntime.id ? id : `${id} in ${runtimeTitles[state.runtime]}`,
      figure,
      focused: false,
    },
    theme,
  );
  const room = Math.max(1, height - run.length - 1);
  return [head, ...fill(around(rows, selected, room, theme), { width, height: room }), ...run];
}
