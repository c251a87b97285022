import { defaultLibuvThreads } from '../../../catalog/make-plan.ts';
import { modelCard } from '../../../catalog/models.ts';
import { hasOwnRate, usualTasks } from '../../../catalog/rate.ts';
import { names, onScreen, type Field as Place } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { whyNotAs } from '../../../comparison/plan-comparison.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { type Field, fieldRow, parameterField, rateField, stepped, typed } from '../shared/fields.ts';
import { around } from '../shared/rows.ts';
import { type CompareState, type NumbersForm, variantsOf, withWish } from './state.ts';

/** Numbers of a wish that are no parameters of the workload. */
const counts = ['tasks', 'concurrency', 'poolThreads', 'libuvThreads', 'ratePerSecond'] as const;
type Count = (typeof counts)[number];
/** Before the id of a model: how many it alone runs at once. */
const laneKey = '@';
const isCount = (key: string): key is Count => (counts as readonly string[]).includes(key);

/** What stands where every model has a number that suits it. */
const own = 'auto';

/** What Enter in the form would compare; the form's own state is a wish that nobody has taken yet. */
export function draftOf(state: CompareState, card: WorkloadCard): CompareState {
  return state.form === null ? state : withWish(state, state.form.wish, card, state.form.lanes);
}

/** The lines of the form: what all models get alike, and how many each of them runs at once. */
export function fieldsOf(state: CompareState, card: WorkloadCard, room: Room): Field[] {
  const draft = draftOf(state, card);
  const { wish, lanes } = draft;
  const { refusal } = variantsOf(draft, card, room);
  const at = (place: Place, key: string, text: string) => ({
    ...{ key, text },
    problem: refusal?.field === place && text !== '' ? onScreen(refusal) : null,
  });
  const placed = (key: Count) => at(key, key, wish[key] === undefined ? '' : String(wish[key]));
  const counted = (key: Count, unit: string, fallback: string): Field => ({
    ...placed(key),
    ...{ title: names[key].title, unit, fallback, spec: null },
  });
  const parameters = Object.entries(card.parameters).map(([name, spec]) =>
    parameterField(name, spec, at(`parameters.${name}`, name, String(wish.parameters?.[name] ?? '')), null),
  );
  const libuv = String(room.libuvThreads ?? defaultLibuvThreads);
  return [
    counted('tasks', 'how many in all', String(usualTasks(wish, card))),
    counted('concurrency', `of every model; ${own}: what suits each`, own),
    ...draft.rows.flatMap((row) => {
      const { unit } = modelCard({ runtime: wish.runtime ?? usualRuntime.id, model: row.choice.model });
      if (row.isBaseline || whyNotAs(row, card) !== null) return [];
      const text = lanes[row.id] === undefined ? '' : String(lanes[row.id]);
      const fallback = wish.concurrency === undefined ? own : String(wish.concurrency);
      const title = ` of ${row.label}`;
      return [{ ...at('concurrency', laneKey + row.id, text), title, unit, fallback, spec: null }];
    }),
    ...(card.parts.length > 0 ? [counted('poolThreads', 'threads behind the loop', own)] : []),
    ...parameters,
    counted('libuvThreads', 'threads for fs, dns, crypto, zlib', libuv),
    ...(hasOwnRate(card) ? [] : [rateField(placed('ratePerSecond'))]),
  ];
}

/** The form with another character in the chosen line; null takes one away. */
export function edited(form: NumbersForm, field: Field, character: string | null): NumbersForm {
  // A word out of a list is stepped through, and a count has digits only.
  if (field.spec?.type === 'choice') return form;
  if (field.spec === null && character !== null && !/\d/.test(character)) return form;
  return withText(form, field, typed(field.text, character));
}

/** The form with the chosen line one step up or down. */
export function moved(form: NumbersForm, field: Field, by: 1 | -1): NumbersForm {
  return withText(form, field, stepped(field, by));
}

function withText({ wish, lanes, ...form }: NumbersForm, { key }: Field, text: string): NumbersForm {
  if (key.startsWith(laneKey)) {
    const { [key.slice(laneKey.length)]: _, ...others } = lanes;
    const own = text === '' ? {} : { [key.slice(laneKey.length)]: Number(text) };
    return { ...form, wish, lanes: { ...others, ...own } };
  }
  if (isCount(key))
    return { ...form, lanes, wish: { ...wish, [key]: text === '' ? undefined : Number(text) } };
  const { [key]: _, ...others } = wish.parameters ?? {};
  const parameters = text === '' ? others : { ...others, [key]: text };
  const none = Object.keys(parameters).length === 0;
  return { ...form, lanes, wish: { ...wish, parameters: none ? undefined : parameters } };
}

/** The form, and what Enter would do with it. */
export function numbersView(
  state: CompareState,
  form: NumbersForm,
  size: Size,
  { card, room, theme }: { card: WorkloadCard; room: Room; theme: Theme },
): string[] {
  const { width, height } = size;
  const fields = fieldsOf(state, card, room);
  const { refusal } = variantsOf(draftOf(state, card), card, room);
  const words = refusal
    ? wrapped(`${signs.failed} ${onScreen(refusal)}`, width - 2).map((row) => theme.paint('bad', row))
    : wrapped('Enter takes these options. Esc keeps the previous ones.', width - 2);
  const rows = fields.map((field, at) => fieldRow(field, at === form.field, width, theme));
  const rule = titleRule(width, { title: `Options for all models: ${card.id}`, focused: true }, theme);
  return fill(
    [
      rule,
      ...around(rows, form.field, Math.max(1, height - 1 - words.length), theme),
      ...words.map((row) => ` ${row}`),
    ],
    size,
  );
}
