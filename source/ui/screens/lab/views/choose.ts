import { modelCard, modelsOf, refusalOf } from '../../../../catalog/models.ts';
import { onScreen } from '../../../../catalog/refusal.ts';
import { runtimeCard, runtimeTitles } from '../../../../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../../../../catalog/workloads.ts';
import { count, plural } from '../../../../format.ts';
import { fill, type Size, titleRule } from '../../../draw.ts';
import { share } from '../../../panes/layout.ts';
import { toWidth, wrapped } from '../../../text.ts';
import { type Style, signs, type Theme } from '../../../theme.ts';
import { defaultOf, type Field, fieldRow } from '../../shared/fields.ts';
import { fileAbout } from '../../shared/file-body.ts';
import { placeOfChoice, runtimeChoices, runtimeRow } from '../../shared/runtimes.ts';
import { type Chosen, choiceOf, fieldsOf, firstOf } from '../choice.ts';
import { chosenCard, chosenPlan, type Snapshot, workloadsFor } from '../snapshot.ts';
import { isOnFileLine, type Section } from '../state.ts';

/** The body in which a runtime, a model, a workload and its options are chosen: all in sight at once. */
export function chooseView(snapshot: Snapshot, size: Size): string[] {
  const { state, room, theme } = snapshot;
  const workloads = workloadsFor(snapshot);
  const choices = runtimeChoices(snapshot.survey, state.chosen);
  const section = state.view.kind === 'choose' ? state.view.section : 'model';
  const runtime = runtimeRow(
    { choices, at: placeOfChoice(choices, state.chosen), isLooking: snapshot.survey === null },
    // Among the options the arrows step a number.
    section === 'options' ? '' : '←→',
    size.width,
    theme,
  );
  const card = chosenCard(snapshot);
  const onFile = isOnFileLine(state.view);
  const { models } = runtimeCard(state.chosen.runtime);
  const fields = fieldsOf(state.chosen, card, room);
  // A model with fewer fields may have been picked meanwhile.
  const field = state.view.kind === 'choose' ? Math.min(state.view.field, fields.length - 1) : 0;
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
      rows: [
        fileRow(onFile, theme),
        ...workloads.map((other) =>
          workloadRow(other, onFile ? null : card, state.chosen, size.width, theme),
        ),
      ],
      at: onFile ? 0 : workloads.indexOf(card) + 1,
    },
    {
      id: 'options',
      title: 'Options',
      rows: fields.map((one, at) => fieldRow(one, section === 'options' && at === field, size.width, theme)),
      at: field,
    },
  ];
  const about = size.height >= leastForAbout ? aboutRows(snapshot, section, fields[field], size.width) : [];
  const verdict = verdictRows(snapshot, card, size.width);
  const air = size.height >= sections.reduce((sum, { rows }) => sum + rows.length + 2, 3) ? 1 : 0;
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
    Math.max(0, size.height - 1 - verdict.length - about.length),
  ).forEach((rows, at) => {
    heights[order[at]!] = Math.min(rows, wants[order[at]!]!.wants);
  });
  const rows = sections.flatMap(({ id, title, rows: all, at }, index) => {
    const height = heights[index]!;
    if (height === 0) return [];
    const room = height - 1;
    const top = Math.max(0, Math.min(at - Math.floor(room / 2), all.length - room));
    const hidden = `${top > 0 ? '↑' : ''}${top + room < all.length ? '↓' : ''}`;
    const figure = hidden === '' ? '' : `${at + 1} of ${all.length} ${hidden}`;
    const rule = titleRule(size.width, { title, figure, focused: id === section }, theme);
    return fill([rule, ...all.slice(top)], { width: size.width, height });
  });
  return fill([runtime, ...rows, ...verdict, ...about.map((row) => theme.paint('dim', row))], size);
}

/** Below this height the lists need every row. */
const leastForAbout = 12;

/** What is wrong with the chosen option, unless the line above says it; or what it is. */
function aboutField(field: Field, snapshot: Snapshot): string {
  const { title, unit, problem } = field;
  const { refusal } = chosenPlan(snapshot);
  const isSaid = refusal !== null && onScreen(refusal) === problem;
  if (problem !== null && !isSaid) return problem;
  return `${title}: ${unit}. Default: ${defaultOf(field)}`;
}

/** What is chosen, whole: in its list there may be too little room for it. */
function aboutRows(snapshot: Snapshot, section: Section, field: Field | undefined, width: number): string[] {
  const { id, shows } = chosenCard(snapshot);
  const { view, chosen } = snapshot.state;
  const { model } = chosen;
  const texts: Record<Section, string> = {
    model: `${model}: ${modelCard(chosen).how}`,
    workload: isOnFileLine(view) ? fileAbout : `${id}: ${shows}`,
    options: field ? aboutField(field, snapshot) : '',
  };
  const rows = wrapped(texts[section], width - 2).map((row) => ` ${row}`);
  // The lists above keep their place while one moves through them.
  return rows.length === 1 && width < 80 ? [...rows, ''] : rows;
}

/** Cells of the longest name of a model. */
const nameWidth = ({ runtime }: Chosen) =>
  Math.max(11, ...runtimeCard(runtime).models.map(({ id }) => id.length));

function modelRow(at: number, chosen: Chosen, card: WorkloadCard, width: number, theme: Theme): string {
  const { id, goodFor, how, since } = runtimeCard(chosen.runtime).models[at]!;
  const name = `${id === chosen.model ? '→' : ' '} ${at + 1} ${toWidth(id, nameWidth(chosen))}`;
  if (since !== undefined && modelsOf(foundOf(chosen)).every((model) => model.id !== id)) {
    const why = `${signs.failed} needs ${runtimeTitles[chosen.runtime]} ${since} or newer`;
    return ` ${theme.paint('dim', name)} ${theme.paint('bad', why)}`;
  }
  const refusal = refusalOf(id, card, choiceOf(chosen, card).parameters ?? {});
  if (refusal) {
    const why = `${signs.failed} not for ${refusal.what}: ${refusal.reason}`;
    return ` ${theme.paint('dim', name)} ${theme.paint('bad', why)}`;
  }
  const line = width >= 104 ? `${toWidth(goodFor, 50)} ${theme.paint('dim', how)}` : goodFor;
  return ` ${id === chosen.model ? theme.paint('strong', name) : name} ${line}`;
}

const foundOf = ({ runtime, interpreter }: Chosen) => ({ runtime, interpreter: interpreter ?? undefined });

/** The line that opens a person's own file. */
function fileRow(chosen: boolean, theme: Theme): string {
  const name = `${chosen ? '→' : ' '} f your own file `;
  return ` ${chosen ? theme.paint('strong', name) : name} JavaScript, TypeScript or Python`;
}

function workloadRow(
  card: WorkloadCard,
  current: WorkloadCard | null,
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

/** What Enter would do, or why it cannot. */
function verdictRows(snapshot: Snapshot, card: WorkloadCard, width: number): string[] {
  const { state, runs, theme } = snapshot;
  const rows = (style: Style, text: string) =>
    wrapped(text, width - 2).map((row) => ` ${theme.paint(style, row)}`);
  if (isOnFileLine(state.view)) return rows('ok', 'Enter opens a file of your own.');
  const { value: plan, refusal } = chosenPlan(snapshot);
  if (refusal) return rows('bad', `${signs.failed} ${onScreen(refusal)}`);
  if (runs.running) return rows('warn', 'A run is under way: c cancels it, Esc goes back to it.');
  const how = `${plural(plan.tasks, 'task')}, ${count(plan.concurrency)} at once`;
  // The first of the list is there for whoever does not know yet what to run.
  const first = runs.session === null && card === firstOf(workloadsFor(snapshot)) ? ' A good first run.' : '';
  return rows('ok', `Enter runs ${plan.workload} under ${plan.model}: ${how}.${first}`);
}
