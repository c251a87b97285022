import { pathToFileURL } from 'node:url';
import type { BodyName } from '../../catalog/called.ts';
import { type Exports, exportNamed } from '../../catalog/exports.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Body, Workload } from '../../protocol/workload.ts';
import type { Parts } from './parts.ts';

const fromSource = import.meta.url.endsWith('.ts');

/** Imports the module of a workload: a built-in one by its id, or a user's by its path. Rejects with a `ModuleError`. */
export async function importModule(id: string, module: string | null): Promise<Exports> {
  const builtIn = fromSource ? `../../../workloads/${id}.ts` : `../workloads/${id}.js`;
  const { href } = module === null ? new URL(builtIn, import.meta.url) : pathToFileURL(module);
  // Not for built-in workloads, which need none of it.
  if (module !== null) (await import('./load-more.ts')).loadMore();
  try {
    return (await import(href)) as Exports;
  } catch (cause) {
    // Not in every lane that starts.
    const { loadFailure } = await import('./load-failure.ts');
    throw loadFailure(cause, href);
  }
}

/** Where a workload is: what a plan says of it. */
export type WorkloadPlace = Pick<Plan, 'workload' | 'module' | 'export'>;

/** What the module of a workload exports for a plan. */
export async function importWorkload({ workload, module, export: name }: WorkloadPlace): Promise<unknown> {
  return exportNamed(await importModule(workload, module), name);
}

/**
 * One body out of what a module exports. For lanes of a pool: the engine has read the whole definition already, and
 * checking it again in each of 256 threads would cost more than the threads.
 */
export function bodyOf(exported: unknown, name: BodyName): Body {
  if (typeof exported === 'function') return exported as Body;
  const workload = exported as Workload;
  const body = workload[name]!;
  return body.bind(workload) as Body;
}

/** The parts of what a module exports; none for a function. */
export function partsOf(exported: unknown): Parts {
  const workload = exported as Workload;
  const parts = Object.entries(workload.parts ?? {});
  return Object.fromEntries(parts.map(([name, part]) => [name, part.bind(workload)]));
}
