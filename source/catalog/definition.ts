import type { Workload } from '../protocol/workload.ts';
import { bodies, checkFields, fieldNames } from './definition-fields.ts';
import { functionToWrite } from './exports.ts';
import { ModuleError } from './module-error.ts';
import type { ModuleExport } from './module-word.ts';
import { usualRuntime } from './runtimes/index.ts';
import type { WorkloadCard } from './workloads.ts';

/** Enough tasks to see something, few enough for any function to end soon. */
export const defaultTasks = 24;

/**
 * Makes a workload of what a module exports by default: a function, which is one task's body, or a definition
 * object. `name` is what it is called where it does not say so itself, `commonJs` how it exports. Throws a `ModuleError`.
 */
export function readDefinition(exported: unknown, name: string, commonJs = false): Workload {
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
  if (typeof exported !== 'object' || exported === null) {
    const what = exported === null || exported === undefined ? String(exported) : `a ${typeof exported}`;
    throw new ModuleError(`exports ${what}, not a function`, functionToWrite(commonJs));
  }
  checkFields(exported);
  if (!bodies.some((body) => body in exported)) {
    throw new ModuleError(
      'is no workload: its object has no function named run, blocking or cooperative',
      'add `async run(index) { … }`',
    );
  }
  const given = exported as Partial<Workload>;
  const defaults = { id: name, title: given.id ?? name, shows: 'your own workload', kind: 'mixed' as const };
  // Field by field, with its functions bound: the object may be an instance of a class.
  return Object.assign(defaults, Object.fromEntries(fieldNames.flatMap((field) => fieldOf(given, field))));
}

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

/** What can be told of a workload without running it. `from`: the module it came from, `noModule` for a built-in one. */
export function cardOf(workload: Workload, from: ModuleExport): WorkloadCard {
  return {
    runtime: usualRuntime.id,
    id: workload.id,
    title: workload.title,
    shows: workload.shows,
    kind: workload.kind,
    parameters: workload.parameters ?? {},
    tasks: workload.tasks ?? defaultTasks,
    bodies: bodies.filter((body) => workload[body] !== undefined),
    parts: Object.keys(workload.parts ?? {}),
    refuses: workload.refuses ?? {},
    module: from.module,
    export: from.export,
    judgedBy: workload.judgedBy ?? null,
  };
}
