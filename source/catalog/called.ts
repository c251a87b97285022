import type { Workload } from '../protocol/workload.ts';

/** How a program without Heddle calls what a module exports. */
export type Called = {
  /** The function itself, or a body of a definition object. */
  readonly as: 'function' | 'definition';
  /** Whether a task looks at more than its input. */
  readonly withContext: boolean;
  /** Whether it needs what only a run of Heddle has: a set-up, with its servers and its folder. */
  readonly setsUp: boolean;
  /** How Node.js has to be told what the file is, where its package.json says something else; null: it finds out by itself. */
  readonly format: 'module' | 'module-typescript' | null;
};

/** `exported`: a function or a definition object, as `readDefinition` takes it; `workload`: what it made of it. */
export function calledOf(exported: unknown, workload: Workload, format: Called['format'] = null): Called {
  const bodies = [workload.run, workload.cooperative, workload.blocking];
  return {
    as: typeof exported === 'function' ? 'function' : 'definition',
    // Parameters with a default are not counted, and neither is what `...rest` takes: those cope without.
    withContext: bodies.some((body) => body !== undefined && body.length > 1),
    setsUp: workload.setUp !== undefined,
    format,
  };
}
