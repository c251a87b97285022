import { models, refusalOf } from '../../../catalog/models.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { count } from '../../../format.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { toWidth, widthOf } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { type Chosen, choiceOf, type Field, fieldsOf, planOf } from '../choice.ts';
import { share } from '../layout.ts';
import { chosenCard, type Screen } from '../screen.ts';
import type { Section } from '../state.ts';

/** The body in which a model, a workload and its numbers are chosen: all three in sight at once. */
export function chooseView(screen: Screen, size: Size): string[] {
  const { state, workloads, room, theme } = screen;
  const section = state.view.kind === 'choose' ? state.view.section : 'model';
  const field = state.view.kind === 'choose' ? state.view.field : 0;
  const card = chosenCard(screen);
  const fields = fieldsOf(state.chosen, card, room);
  const sections: { id: Section; title: string; rows: string[]; at: number }[] = [
    {
      id: 'model',
      title: 'Model',
      rows: models.map((_, at) => modelRow(at, state.chosen, card, size.width, theme)),
      at: models.findIndex((model) => model.id === state.chosen.model),
    },
    {
      id: 'workload',
      title: 'Workload',
      rows: workloads.map((other) => workloadRow(other, card, state.chosen, size.width, theme)),
      at: workloads.indexOf(card),
    },
    {
      id: 'numbers',
      title: 'Numbers',
      rows: fields.map((one, at) => fieldRow(one, section === 'numbers' && at === field, size.width, theme)),
      at: field,
    },
  ];
  const air = size.height >= sections.reduce((sum, { rows }) => sum + rows.length + 2, 2) ? 1 : 0;
  const wants = sections.map(({ rows, id }) => ({
    least: id === section ? 2 : 1,
    wants: rows.length + 1 + air,
  }));
  // The section with the keys comes first when there is too little room for all.
  const order = sections
    .map((_, at) => at)
    .sort((a, b) => Number(sections[b]!.id === section) - Number(sections[a]!.id === section));
  const heights: number[] = [];
  share(
    order.map((at) => wants[at]!),
    Math.max(0, size.height - 1),
  ).forEach((rows, at) => {
    heights[order[at]!] = Math.min(rows, wants[order[at]!]!.wants);
  });
  const rows = sections.flatMap(({ id, title, rows: all, at }, index) => {
    const height = heights[index]!;
    if (height === 0) return [];
    const top = Math.max(0, Math.min(at - Math.floor((height - 1) / 2), all.length - (height - 1)));
    const rule = titleRule(size.width, { title, focused: id === section }, theme);
    return fill([rule, ...all.slice(top)], { width: size.width, height });
  });
  const about = wrapped(`${card.id}: ${card.shows}`, size.width - 2).map(
    (line) => ` ${theme.paint('dim', line)}`,
  );
  return fill([...rows, verdict(screen, card), ...about], size);
}

function modelRow(at: number, chosen: Chosen, card: WorkloadCard, width: number, theme: Theme): string {
  const { id, goodFor, how } = models[at]!;
  const name = `${id === chosen.model ? '→' : ' '} ${at + 1} ${toWidth(id, 11)}`;
  const refusal = refusalOf(id, card, choiceOf(chosen, card).parameters ?? {});
  if (refusal) {
    const why = `${signs.failed} not ${refusal.what}: ${refusal.reason}`;
    return ` ${theme.paint('dim', name)} ${theme.paint('bad', why)}`;
  }
  const line = width >= 104 ? `${toWidth(goodFor, 50)} ${theme.paint('dim', how)}` : goodFor;
  return ` ${id === chosen.model ? theme.paint('strong', name) : name} ${line}`;
}

function workloadRow(
  card: WorkloadCard,
  current: WorkloadCard,
  chosen: Chosen,
  width: number,
  theme: Theme,
): string {
  const name = `${card === current ? '→' : ' '} ${toWidth(card.id, 13)}`;
  const refusal = refusalOf(chosen.model, card, choiceOf(chosen, card).parameters ?? {});
  if (refusal) {
    const what = refusal.what.slice(card.id.length).trim();
    const why = `${signs.failed} not ${what === '' ? '' : `${what} `}under ${chosen.model}: ${refusal.reason}`;
    return ` ${theme.paint('dim', name)} ${theme.paint('bad', why)}`;
  }
  const line = width >= 104 ? `${toWidth(card.kind, 12)} ${card.shows}` : card.shows;
  return ` ${card === current ? theme.paint('strong', name) : name} ${line}`;
}

function fieldRow(
  { title, unit, text, fallback, problem }: Field,
  focused: boolean,
  width: number,
  theme: Theme,
): string {
  const shown = `${text === '' ? fallback : text}${focused ? '_' : ''}`;
  const value =
    text === '' ? theme.paint('dim', toWidth(shown, 10)) : theme.paint('strong', toWidth(shown, 10));
  const about = problem
    ? theme.paint('bad', `${signs.failed} ${problem}`)
    : `${unit}${text === '' ? theme.paint('dim', ' default') : ''}`;
  return toWidth(` ${focused ? '→' : ' '} ${toWidth(title, 13)} ${value} ${about}`, width);
}

/** Words in lines of at most that width. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && widthOf(line) + 1 + widthOf(word) > width) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return [...lines, line];
}

/** What Enter would do, or why it cannot. */
function verdict({ state, runs, room, theme }: Screen, card: WorkloadCard): string {
  const plan = planOf(state.chosen, card, room);
  if (typeof plan === 'string') return ` ${theme.paint('bad', `${signs.failed} ${plan}`)}`;
  if (runs.running)
    return ` ${theme.paint('warn', 'A run is under way: c cancels it, Esc goes back to it.')}`;
  const how = `${count(plan.tasks)} tasks, ${count(plan.concurrency)} at once`;
  return ` ${theme.paint('ok', `Enter runs ${plan.workload} under ${plan.model}: ${how}.`)}`;
}
