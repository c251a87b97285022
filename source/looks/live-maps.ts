import { findSourceMap } from 'node:module';
import { dirname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Site } from './look.ts';

/**
 * The site in the file that a person wrote, where the runtime itself follows source maps, as under `tsx`: code that is translated
 * as it is loaded is in no file, nor is its map. The site as it is where there is none.
 */
export function originalSite(site: Site): Site {
  const [name, file, line, column] = site;
  if (file === null || line === null || column === null) return site;
  try {
    const entry = findSourceMap(file)?.findEntry(line - 1, column - 1);
    if (!entry || !('originalSource' in entry)) return site;
    return [name, placeOf(entry.originalSource, file), entry.originalLine + 1, entry.originalColumn + 1];
  } catch {
    return site;
  }
}

function placeOf(source: string, file: string): string {
  if (source.startsWith('file:')) return source;
  const path = file.startsWith('file:') ? fileURLToPath(file) : file;
  return resolve(dirname(path), source);
}
