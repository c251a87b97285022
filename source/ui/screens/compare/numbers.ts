import { defaultLibuvThreads } from '../../../catalog/make-plan.ts';
import { names, onScreen, type Field as Place } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { type Field, fieldRow, parameterField, stepped, typed } from '../shared/fields.ts';
import { around } from '../shared/rows.ts';
import { type CompareState, type NumbersForm, turnsOf, withWish } from './state.ts';

/** Numbers of a wish that are no parameters of the workload. */
const counts = ['tasks', 'concurrency', 'poolThreads', 'libuvThreads'] as const;
type Count = (typeof counts)[number];
const isCount = (key: string): key is Count => (counts as readonly string[]).includes(key);

/** What stands where every model has a number that suits it. */
const own = 'auto';

/** What Enter in the form would compare; the form's own state is a wish that nobody has taken yet. */
export function draftOf(state: CompareState): CompareState {
  return state.form === null ? state : withWish(state, state.form.wish);
}

/** The lines of the form: what all models get alike. */
export function fieldsOf(state: CompareState, card: WorkloadCard, room: Room): Field[] {
  const { wish } = draftOf(state);
  const { refusal } = turnsOf(draftOf(state), card, room);
  const at = (place: Place, key: string, text: string) => ({
    ...{ key, text },
    problem: refusal?.field === place && text !== '' ? onScreen(refusal) : null,
  });
  const counted = (key: Count, unit: string, fallback: string): Field => ({
    ...at(key, key, wish[key] === undefined ? '' : String(wish[key])),
    ...{ title: names[key].title, unit, fallback, spec: null },
  });
  const parameters = Object.entries(card.parameters).map(([name, spec]) =>
    parameterField(name, spec, at(`parameters.${name}`, name, String(wish.parameters?.[name] ?? '')), null),
  );
  const libuv = String(room.libuvThreads ?? defaultLibuvThreads);
  return [
    counted('tasks', 'how many in all', String(card.tasks)),
    counted('concurrency', `of every model; ${own}: what suits each`, own),
    ...(card.parts.length > 0 ? [counted('poolThreads', 'threads behind the loop', own)] : []),
    ...parameters,
    counted('libuvThreads', 'threads for fs, dns, crypto, zlib', libuv),
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

function withText({ wish, ...form }: NumbersForm, { key }: Field, text: string): NumbersForm {
  if (isCount(key)) return { ...form, wish: { ...wish, [key]: text === '' ? undefined : Number(text) } };
  const { [key]: _, ...others } = wish.parameters ?? {};
  const parameters = text === '' ? others : { ...others, [key]: text };
  const none = Object.keys(parameters).length === 0;
  return { ...form, wish: { ...wish, parameters: none ? undefined : parameters } };
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
  const turns = turnsOf(draftOf(state), card, room);
  const words = turns.refusal
    ? wrapped(`${signs.failed} ${onScreen(turns.refusal)}`, width - 2).map((row) => theme.paint('bad', row))
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
