import * as v from 'valibot';
import { modelIds } from '../protocol/plan.ts';
import type { ParameterSpec, Workload } from '../protocol/workload.ts';
import type { BodyName } from './called.ts';
import { ModuleError } from './module-error.ts';
import { readParameters } from './parameters.ts';
import { suggest } from './suggest.ts';
import { workloadKinds } from './workloads.ts';

export const bodies: readonly BodyName[] = ['blocking', 'cooperative', 'run'];

const wholeTasks = 'must be a whole number of 1 or more';

const text = v.string('must be text');
const number = v.number('must be a number');
const callable = v.custom<never>((input) => typeof input === 'function', 'must be a function');
const model = v.picklist(modelIds, `must be one of the models ${modelIds.join(', ')}`);
const refusals = v.record(model, text, 'must be an object with a reason for each model');
const parameter: v.GenericSchema<unknown, ParameterSpec> = v.variant(
  'type',
  [
    v.object({
      type: v.literal('number'),
      title: text,
      unit: text,
      default: number,
      min: number,
      max: number,
      integer: v.exactOptional(v.boolean('must be true or false')),
    }),
    v.object({
      type: v.literal('choice'),
      title: text,
      choices: v.array(text, 'must be a list'),
      default: text,
      refuses: v.exactOptional(v.record(v.string(), refusals, 'must be an object')),
    }),
  ],
  'must be "number" or "choice"',
);

const fields = {
  id: v.pipe(text, v.regex(/^[a-z][\w-]*$/i, 'must be one word of letters, digits, - and _')),
  title: text,
  shows: text,
  kind: v.picklist(workloadKinds, `must be one of ${workloadKinds.join(', ')}`),
  tasks: v.pipe(number, v.integer(wholeTasks), v.minValue(1, wholeTasks)),
  parameters: v.record(v.string(), parameter, 'must be an object'),
  judgedBy: v.object(
    { figure: text, better: v.exactOptional(v.picklist(['lower', 'higher'], 'must be lower or higher')) },
    'must be an object',
  ),
  refuses: refusals,
  blocking: callable,
  cooperative: callable,
  run: callable,
  parts: v.record(v.string(), callable, 'must be an object of functions'),
  setUp: callable,
  tearDown: callable,
  check: callable,
} satisfies Record<string, v.GenericSchema>;

/** Every field that a definition may have. */
export const fieldNames = Object.keys(fields) as (keyof typeof fields & keyof Workload)[];

export const isField = (name: string) => Object.hasOwn(fields, name);

/** Whether an object has anything of a definition at all, of its own or of its class. */
export const isDefinition = (exported: object) => fieldNames.some((name) => name in exported);

/** Throws a `ModuleError` that names the first field that is wrong, and what is right. */
export function checkFields(definition: object): void {
  for (const name of fieldNames) {
    if (!(name in definition)) continue;
    const given = definition[name as keyof typeof definition];
    const result = v.safeParse(fields[name], given, { abortEarly: true });
    if (!result.success) throw wrongField([name], result.issues[0]);
  }
  checkNames(definition);
  const { parameters = {} } = definition as Partial<Workload>;
  const [wrong] = readParameters({ id: '', parameters }, {}).refusals;
  if (wrong)
    throw new ModuleError(`is no workload: the default of ${wrong.field} ${wrong.problem}`, wrong.remedy);
}

function wrongField(path: string[], issue: v.BaseIssue<unknown>): ModuleError {
  const at = [...path, ...(issue.path ?? []).map(({ key }) => String(key))].join('.');
  const last = issue.path?.at(-1);
  const isMissing = last?.type === 'object' && last.origin === 'key' && issue.received === 'undefined';
  if (isMissing) return new ModuleError(`is no workload: its field ${at} is missing`);
  // Of a name that may not be there its value says nothing.
  const given = last && 'origin' in last && last.origin === 'key' ? 'not known' : valueText(issue.input);
  return new ModuleError(`is no workload: its field ${at} is ${given}`, `it ${issue.message}`);
}

function valueText(value: unknown): string {
  if (typeof value === 'function' || (typeof value === 'object' && value !== null))
    return `a ${typeof value}`;
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}

/**
 * A slip in the name of a field would go unheard. Fields of a person's own are none of our business: only a name near one
 * of ours that is not there, with a value that would do for it, is a slip.
 */
function checkNames(definition: object): void {
  const free = fieldNames.filter((name) => !(name in definition));
  for (const [name, value] of Object.entries(definition)) {
    if (isField(name)) continue;
    const meant = free.find((field) => suggest(name, [field]) !== '' && v.is(fields[field], value));
    if (meant === undefined) continue;
    throw new ModuleError(`is no workload: its field ${name} is not known (did you mean "${meant}"?)`);
  }
}
