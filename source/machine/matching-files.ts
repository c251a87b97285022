import { globSync } from 'node:fs';
import { join } from 'node:path';

/** Absolute paths of the files that a pattern names from a folder on, sorted, so that every lane has the same order. */
export function matchingFiles(folder: string, pattern: string): string[] {
  return globSync(pattern, { cwd: folder, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map(({ parentPath, name }) => join(parentPath, name))
    .sort();
}
