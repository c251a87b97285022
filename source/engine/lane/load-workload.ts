import { basename, extname } from 'node:path';
import { readDefinition } from '../../catalog/definition.ts';
import type { Workload } from '../../protocol/workload.ts';
import { importWorkload } from './workload-module.ts';

/** Loads a workload with its whole definition. Rejects when it does not load or is none. */
export async function loadWorkload(id: string, module: string | null): Promise<Workload> {
  const name = module === null ? id : basename(module, extname(module));
  return readDefinition(await importWorkload(id, module), name);
}
