import { basename, extname } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DefinitionError, readDefinition } from '../catalog/definition.ts';
import type { Workload } from '../protocol/workload.ts';

const builtIn = import.meta.url.endsWith('.ts') ? '../../workloads/' : '../workloads/';
const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';

/** Loads a workload: a built-in one by its id, or a user's module by its path. Throws a `DefinitionError`. */
export async function loadWorkload(id: string, module: string | null): Promise<Workload> {
  const url =
    module === null ? new URL(`${builtIn}${id}.${extension}`, import.meta.url) : pathToFileURL(module);
  let exports: { default?: unknown };
  try {
    exports = await import(url.href);
  } catch (cause) {
    throw new DefinitionError(`it does not load: ${oneLine(cause)}`, { cause });
  }
  return readDefinition(exports.default, module === null ? id : basename(module, extname(module)));
}

function oneLine(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n')[0] ?? text;
}
