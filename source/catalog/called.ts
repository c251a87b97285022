import type { Workload } from '../protocol/workload.ts';

/** What Node.js calls them. */
export type ModuleFormat = 'module' | 'module-typescript';

/** The bodies a task may have; which of them a model runs tells `bodyFor`. */
export type BodyName = 'blocking' | 'cooperative' | 'run';

/** How a program without Heddle calls what a module exports. */
export type Called = {
  /** The function itself, or a body of a definition object. */
  readonly as: 'function' | 'definition';
  /** Whether a task looks at more than its input. */
  readonly withContext: boolean;
  /** Whether it needs what only a run of Heddle has: a set-up, with its servers and its folder. */
  readonly setsUp: boolean;
  /** Files that are ES modules although their package.json says something else, itself among them: Node.js has to be told. */
  readonly modules: readonly (readonly [path: string, format: ModuleFormat])[];
  /** What makes JavaScript of TypeScript that is more than types; null: it is no more. */
  readonly compiled: 'by-node' | 'by-esbuild' | null;
};

/** How a program calls the functions of a module of Python. */
export type CalledInPython = {
  readonly as: 'functions';
  readonly functions: Readonly<Partial<Record<BodyName, PythonFunction>>>;
  /** As in `Called`. */
  readonly setsUp: boolean;
};

/** A function by the name that its module has for it. */
export type PythonFunction = {
  readonly name: string;
  /** It is given nothing, the index or input of its task, or the context as well. */
  readonly arguments: 0 | 1 | 2;
  readonly isAsync: boolean;
};

/** `exported`: a function or a definition object, as `readDefinition` takes it; `workload`: what it made of it. */
export function calledOf(
  exported: unknown,
  workload: Workload,
  loaded: Pick<Called, 'modules' | 'compiled'>,
): Called {
  const bodies = [workload.run, workload.cooperative, workload.blocking];
  return {
    as: typeof exported === 'function' ? 'function' : 'definition',
    // Parameters with a default are not counted, and neither is what `...rest` takes: those cope without.
    withContext: bodies.some((body) => body !== undefined && body.length > 1),
    setsUp: workload.setUp !== undefined,
    ...loaded,
  };
}
