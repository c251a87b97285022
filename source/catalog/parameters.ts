import { count } from '../format.ts';
import type { Parameters } from '../protocol/plan.ts';
import type { ParameterSpec } from '../protocol/workload.ts';
import { accept, type Refusal, type Result, refuse } from './refusal.ts';
import { suggest } from './suggest.ts';
import type { WorkloadCard } from './workloads.ts';

/** `1,000,000`: zeros in a row are hard to count. */
export const grouped = (value: number) => (Number.isInteger(value) ? count(value) : String(value));

/** The values of a workload's parameters, defaults filled in, and what is wrong with those that were given. */
export function readParameters(
  { id, parameters }: Pick<WorkloadCard, 'id' | 'parameters'>,
  given: Readonly<Record<string, unknown>>,
): { readonly values: Parameters; readonly refusals: readonly Refusal[] } {
  const names = Object.keys(parameters);
  const known = names.length === 0 ? 'it has no parameters' : `its parameters: ${names.join(', ')}`;
  const results = Object.entries(parameters).map(
    ([name, spec]) => [name, readParameter(name, spec, given[name] ?? spec.default)] as const,
  );
  const unknown = Object.keys(given)
    .filter((name) => !names.includes(name))
    .map((name) => refuse('parameters', `${id} has no parameter "${name}"${suggest(name, names)}`, known));
  return {
    values: Object.fromEntries(
      results.map(([name, { value }]) => [name, value ?? parameters[name]!.default]),
    ),
    refusals: [...unknown, ...results.map(([, result]) => result)].flatMap(({ refusal }) => refusal ?? []),
  };
}

/** One value, from text or as it is. */
function readParameter(name: string, spec: ParameterSpec, value: unknown): Result<number | string> {
  const wrong = (hint: string, remedy: string) =>
    refuse(`parameters.${name}`, `is "${value}"${hint}`, remedy);
  if (spec.type === 'choice') {
    return spec.choices.includes(String(value))
      ? accept(String(value))
      : wrong(suggest(String(value), spec.choices), `it must be one of: ${spec.choices.join(', ')}`);
  }
  const text = String(value).trim();
  // `Number` makes a figure of nothing and of yes or no, too.
  const number = text === '' ? Number.NaN : Number(text);
  if (number >= spec.min && number <= spec.max && (!spec.integer || Number.isInteger(number)))
    return accept(number);
  const whole = spec.integer ? 'a whole number' : 'a number';
  const unit = spec.unit === '' ? '' : ` ${spec.unit}`;
  return wrong('', `it must be ${whole} from ${spec.min} to ${grouped(spec.max)}${unit}`);
}
