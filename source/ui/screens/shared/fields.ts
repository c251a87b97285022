import { grouped } from '../../../catalog/parameters.ts';
import { names } from '../../../catalog/refusal.ts';
import type { ModelId } from '../../../protocol/plan.ts';
import type { ParameterSpec } from '../../../protocol/workload.ts';
import { toWidth } from '../../text.ts';
import { signs, type Theme } from '../../theme.ts';

/** One line of a form in which numbers are typed. */
export type Field = {
  key: string;
  title: string;
  unit: string;
  /** What was typed; empty: the default is taken. */
  text: string;
  fallback: string;
  /** What is wrong with it; null when nothing is. */
  problem: string | null;
  spec: ParameterSpec | null;
};

/** Letters of the longest symbol of a unit, `ms` or `MB/s`; longer ones are words. */
const longestSymbol = 4;

/** The line of the rate at which tasks fall due: without one all are due at once. */
export function rateField(typed: Pick<Field, 'key' | 'text' | 'problem'>): Field {
  const unit = 'tasks per second, as requests come';
  return { ...typed, title: names.ratePerSecond.title, unit, fallback: 'none', spec: null };
}

/** The line of a workload's parameter, as `model` takes it; null: of no model in particular. */
export function parameterField(
  title: string,
  spec: ParameterSpec,
  typed: Pick<Field, 'key' | 'text' | 'problem'>,
  model: ModelId | null,
): Field {
  const field = { ...typed, title, fallback: String(spec.default), spec };
  if (spec.type === 'choice') {
    const reason = model && spec.refuses?.[typed.text || spec.default]?.[model];
    return { ...field, unit: spec.title, problem: reason ? `not under ${model}: ${reason}` : null };
  }
  // A count of something (`images`) is its own unit; `ms` has to be said.
  const own = spec.unit === title && spec.unit.length > longestSymbol;
  return { ...field, unit: own ? spec.title : `${spec.title} (${spec.unit})` };
}

/** The text one step up or down: the next choice, or the next number with one digit that counts. */
export function stepped({ text, fallback, spec }: Field, by: 1 | -1): string {
  const current = text === '' ? fallback : text;
  if (spec?.type === 'choice') {
    const at = spec.choices.indexOf(current) + by;
    return spec.choices[Math.min(spec.choices.length - 1, Math.max(0, at))]!;
  }
  const min = spec?.min ?? 1;
  const max = spec?.max ?? Number.MAX_SAFE_INTEGER;
  const number = Number(current) || 0;
  const whole = spec?.integer !== false || Number.isInteger(number);
  // From 20 the next is 30, the one before 10; from 10 it is 9.
  const size = 10 ** Math.floor(Math.log10(Math.max(by > 0 ? number : number * 0.99, whole ? 1 : 0.01)));
  const next = Math.min(max, Math.max(min, number + by * size));
  return String(Number(next.toPrecision(12)));
}

/** Longest text of a field or filter that anyone means. */
const longest = 24;

/** A text with another character; null takes one away. */
export function typed(text: string, character: string | null): string {
  return character === null ? text.slice(0, -1) : (text + character).slice(0, longest);
}

/** Cells of a value: as many as `400,000,000` and the cursor behind it take. */
const valueWidth = 12;

/** The default as people read it: zeros in a row are hard to count. What was typed stays as it was typed. */
export const defaultOf = ({ fallback }: Field) =>
  Number.isNaN(Number(fallback)) ? fallback : grouped(Number(fallback));

/** A line of the form: what is typed or its default, and what it means or what is wrong with it. */
export function fieldRow(field: Field, focused: boolean, width: number, theme: Theme): string {
  const { title, unit, text, fallback, problem } = field;
  const untouched = text === '';
  const shown = `${untouched ? defaultOf(field) : text}${focused ? '_' : ''}`;
  const value = theme.paint(untouched ? 'dim' : 'strong', toWidth(shown, valueWidth));
  // What is not as the workload has it says how that would be.
  const about = problem
    ? theme.paint('bad', `${signs.failed} ${problem}`)
    : `${unit}${untouched || text === fallback ? '' : theme.paint('dim', `, default ${defaultOf(field)}`)}`;
  return toWidth(` ${focused ? '→' : ' '} ${toWidth(title, 13)} ${value} ${about}`, width);
}
