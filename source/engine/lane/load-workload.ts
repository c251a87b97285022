import { basename, extname } from 'node:path';
import { readDefinition } from '../../catalog/definition.ts';
import { withExport } from '../../catalog/module-word.ts';
import type { Workload } from '../../protocol/workload.ts';
import { importWorkload, type WorkloadPlace } from './workload-module.ts';

/** Loads a workload with its whole definition. Rejects when it does not load or is none. */
export async function loadWorkload(place: WorkloadPlace): Promise<Workload> {
  const name = place.module === null ? place.workload : nameOf(place.module, place.export);
  return readDefinition(await importWorkload(place), name);
}

/** What an export of a person's own is called where it does not say: `my-work`, `images.ts#resize`. */
export function nameOf(module: string, name: string | null): string {
  return name === null ? basename(module, extname(module)) : withExport(basename(module), name);
}
