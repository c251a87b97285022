import * as v from 'valibot';
import { modelIds } from '../protocol/plan.ts';
import type { ParameterSpec, Workload } from '../protocol/workload.ts';
import type { BodyName, WorkloadCard } from './workloads.ts';

const bodies: readonly BodyName[] = ['blocking', 'cooperative', 'run'];
/** Enough tasks to see something, few enough for any function to end soon. */
const defaultTasks = 24;

const callable = v.custom<never>((input) => typeof input === 'function', 'must be a function');
const parameterSchema: v.GenericSchema<unknown, ParameterSpec> = v.variant('type', [
  v.object({
    type: v.literal('number'),
    title: v.string(),
    unit: v.string(),
    default: v.number(),
    min: v.number(),
    max: v.number(),
    integer: v.exactOptional(v.boolean()),
  }),
  v.object({
    type: v.literal('choice'),
    title: v.string(),
    choices: v.array(v.string()),
    default: v.string(),
    refuses: v.exactOptional(v.record(v.string(), v.record(v.picklist(modelIds), v.string()))),
  }),
]);

const definitionSchema = v.looseObject({
  id: v.exactOptional(v.pipe(v.string(), v.regex(/^[a-z][\w-]*$/i, 'must be a word'))),
  title: v.exactOptional(v.string()),
  shows: v.exactOptional(v.string()),
  kind: v.exactOptional(v.picklist(['cpu', 'blocking-io', 'async-io', 'mixed', 'pitfall'])),
  tasks: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1))),
  parameters: v.exactOptional(v.record(v.string(), parameterSchema)),
  refuses: v.exactOptional(v.record(v.picklist(modelIds), v.string())),
  blocking: v.exactOptional(callable),
  cooperative: v.exactOptional(callable),
  run: v.exactOptional(callable),
  parts: v.exactOptional(v.record(v.string(), callable)),
  setUp: v.exactOptional(callable),
  tearDown: v.exactOptional(callable),
  check: v.exactOptional(callable),
});

/** A module that is no workload, with the reason in one line. */
class DefinitionError extends Error {
  override name = 'DefinitionError';
}

/**
 * Makes a workload of what a module exports by default: a function, which is one task's body, or a definition
 * object. `name` is what it is called where it does not say so itself. Throws a `DefinitionError`.
 */
export function readDefinition(exported: unknown, name: string): Workload {
  if (typeof exported === 'function') {
    const asynchronous = exported.constructor.name === 'AsyncFunction';
    return {
      id: name,
      title: name,
      shows: 'your own function',
      // An async function gives its thread back while it waits; of any other the worst has to be assumed.
      kind: asynchronous ? 'async-io' : 'mixed',
      run: exported as NonNullable<Workload['run']>,
    };
  }
  if (exported === undefined) {
    throw new DefinitionError(
      'it has no default export; export default (index, context) => … or a definition object',
    );
  }
  if (typeof exported !== 'object' || exported === null) {
    throw new DefinitionError(
      `its default export is ${exported === null ? 'null' : `a ${typeof exported}`}, not a function or an object`,
    );
  }
  const result = v.safeParse(definitionSchema, exported, { abortEarly: true });
  if (!result.success) {
    const issue = result.issues[0];
    throw new DefinitionError(`its field ${v.getDotPath(issue) ?? '(whole)'}: ${issue.message}`);
  }
  if (!bodies.some((body) => body in exported)) {
    throw new DefinitionError('it has no task body; give it a function named blocking, cooperative or run');
  }
  const given = exported as Partial<Workload>;
  const defaults = { id: name, title: given.id ?? name, shows: 'your own workload', kind: 'mixed' as const };
  // Field by field, with its functions bound: the object may be an instance of a class.
  return Object.assign(defaults, Object.fromEntries(fields.flatMap((field) => fieldOf(given, field))));
}

const fields = Object.keys(definitionSchema.entries) as (keyof Workload)[];

function fieldOf(given: Partial<Workload>, field: keyof Workload): [string, unknown][] {
  const value: unknown = given[field];
  if (value === undefined) return [];
  if (field === 'parts') return [[field, boundParts(given)]];
  return [[field, typeof value === 'function' ? value.bind(given) : value]];
}

/** The parts of a workload, bound to it like its other functions. */
function boundParts(workload: Partial<Workload>): NonNullable<Workload['parts']> {
  const parts = Object.entries(workload.parts ?? {});
  return Object.fromEntries(parts.map(([name, part]) => [name, part.bind(workload)]));
}

/** What can be told of a workload without running it. `module`: where it came from, null for a built-in one. */
export function cardOf(workload: Workload, module: string | null): WorkloadCard {
  return {
    id: workload.id,
    title: workload.title,
    shows: workload.shows,
    kind: workload.kind,
    parameters: workload.parameters ?? {},
    tasks: workload.tasks ?? defaultTasks,
    bodies: bodies.filter((body) => workload[body] !== undefined),
    parts: Object.keys(workload.parts ?? {}),
    refuses: workload.refuses ?? {},
    module,
  };
}
