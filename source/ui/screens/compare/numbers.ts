import type { Survey } from '../../../catalog/interpreters.ts';
import { defaultLibuvThreads } from '../../../catalog/make-plan.ts';
import { modelCard } from '../../../catalog/models.ts';
import { hasOwnRate, usualTasks } from '../../../catalog/rate.ts';
import { names, onScreen, type Field as Place } from '../../../catalog/refusal.ts';
import type { Room } from '../../../catalog/room.ts';
import { usualRuntime } from '../../../catalog/runtimes/index.ts';
import { shortVersion } from '../../../catalog/runtimes/python-version.ts';
import type { WorkloadCard } from '../../../catalog/workloads.ts';
import { whyNotAs } from '../../../comparison/plan-comparison.ts';
import type { ParameterSpec } from '../../../protocol/workload.ts';
import { fill, type Size, titleRule } from '../../draw.ts';
import { wrapped } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';
import { type Field, fieldRow, parameterField, rateField, stepped, typed } from '../shared/fields.ts';
import { around } from '../shared/rows.ts';
import { type Beside, otherSide, sidesOf } from './sides.ts';
import { type CompareState, type NumbersForm, variantsOf, withWish } from './state.ts';

/** Numbers of a wish that are no parameters of the workload. */
const counts = ['tasks', 'concurrency', 'poolThreads', 'libuvThreads', 'ratePerSecond'] as const;
type Count = (typeof counts)[number];
/** Before the id of a model: how many it alone runs at once. */
const laneKey = '@';
const runtimesKey = '#runtimes';
const isCount = (key: string): key is Count => (counts as readonly string[]).includes(key);

/** What lines of the form depend on besides the state. */
type Setting = {
  readonly card: WorkloadCard;
  readonly workloads: readonly WorkloadCard[];
  readonly survey: Survey | null;
  readonly room: Room;
};

/** What stands where every model has a number that suits it. */
const own = 'auto';

/** What Enter in the form would compare; the form's own state is a wish that nobody has taken yet. */
export function draftOf(state: CompareState, card: WorkloadCard): CompareState {
  return state.form === null ? state : withWish(state, state.form.wish, card, state.form);
}

/** The lines of the form: what all models get alike, and how many each of them runs at once. */
export function fieldsOf(state: CompareState, setting: Setting): Field[] {
  const { card, room } = setting;
  const draft = draftOf(state, card);
  const { wish, lanes } = draft;
  const { sides } = sidesOf(draft, card);
  // Where others do the same, numbers may be lower than the workload's own.
  const { choice } = sides[0]!;
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
  const common = Object.entries(card.parameters).filter(([name]) =>
    sides.every((side) => name in side.card.parameters),
  );
  const parameters = common.map(([name, spec]) =>
    parameterField(
      name,
      withDefault(spec, choice.parameters?.[name]),
      at(`parameters.${name}`, name, String(wish.parameters?.[name] ?? '')),
      null,
    ),
  );
  const hasNode = sides.some((side) => side.card.runtime === 'node');
  const libuv = String(room.libuvThreads ?? defaultLibuvThreads);
  return [
    ...runtimesField(draft, setting),
    counted('tasks', 'how many in all', String(usualTasks(choice, card))),
    counted('concurrency', `of every model; ${own}: what suits each`, own),
    ...draft.rows.flatMap((row, place) => {
      const { runtime = usualRuntime.id, model } = row.choice;
      // A number is for that model in each runtime.
      const isFirst = draft.rows.findIndex((other) => other.choice.model === model) === place;
      if (!isFirst || row.isBaseline || whyNotAs(row) !== null) return [];
      const text = lanes[model] === undefined ? '' : String(lanes[model]);
      const fallback = wish.concurrency === undefined ? own : String(wish.concurrency);
      const { unit } = modelCard({ runtime, model });
      return [
        { ...at('concurrency', laneKey + model, text), title: ` of ${model}`, unit, fallback, spec: null },
      ];
    }),
    ...(card.parts.length > 0 ? [counted('poolThreads', 'threads behind the loop', own)] : []),
    ...parameters,
    ...(hasNode ? [counted('libuvThreads', 'threads for fs, dns, crypto, zlib', libuv)] : []),
    ...(hasOwnRate(card) ? [] : [rateField(placed('ratePerSecond'))]),
  ];
}

/** The line in which another runtime comes beside that of the wish, where there is one with the same work. */
function runtimesField({ beside, wish }: CompareState, { card, ...from }: Setting): Field[] {
  const other = otherSide(card, from);
  const others = (beside.length > 0 ? beside : other === null ? [] : [other]).map(({ choice }) => choice);
  if (others.length === 0) return [];
  const places = [{ runtime: card.runtime, interpreter: wish.interpreter }, ...others];
  const isOne = places.every(({ runtime }) => runtime === card.runtime);
  const [alone = card.runtime, ...more] = places.map(({ runtime, interpreter }) =>
    isOne && interpreter ? shortVersion(interpreter.version) : runtime,
  );
  const both = [alone, ...more].join(',');
  const spec = { type: 'choice', title: 'where the work runs', choices: [alone, both] } as const;
  return [
    {
      ...{ key: runtimesKey, title: names.runtimes.title, unit: spec.title, problem: null },
      ...{ text: beside.length === 0 ? '' : both, fallback: alone },
      spec: { ...spec, default: alone },
    },
  ];
}

/** A parameter whose default is another one, where that was settled for all runtimes. */
function withDefault(spec: ParameterSpec, value: string | number | boolean | undefined): ParameterSpec {
  if (spec.type === 'number') return typeof value === 'number' ? { ...spec, default: value } : spec;
  return typeof value === 'string' ? { ...spec, default: value } : spec;
}

/** The form with another character in the chosen line; null takes one away. */
export function edited(form: NumbersForm, field: Field, character: string | null): NumbersForm {
  // A word out of a list is stepped through, and a count has digits only.
  if (field.spec?.type === 'choice') return form;
  if (field.spec === null && character !== null && !/\d/.test(character)) return form;
  return withText(form, field, typed(field.text, character));
}

/** The form with the chosen line one step up or down. */
export function moved(form: NumbersForm, field: Field, by: 1 | -1, other: Beside | null): NumbersForm {
  const text = stepped(field, by);
  if (field.key !== runtimesKey) return withText(form, field, text);
  if (text === field.fallback) return { ...form, beside: [] };
  return form.beside.length > 0 || other === null ? form : { ...form, beside: [other] };
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
  setting: Setting & { readonly theme: Theme },
): string[] {
  const { card, room, theme } = setting;
  const { width, height } = size;
  const fields = fieldsOf(state, setting);
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
