import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import envPaths from 'env-paths';
import * as v from 'valibot';

/** More than one wants to look through. */
const most = 10;
const schema = v.array(v.string());
const file = () => join(envPaths('heddle', { suffix: '' }).data, 'recent-files.json');

/** Absolute paths of the modules that were opened last and still exist, the latest first. */
export function recentFiles(): string[] {
  return remembered().filter((path) => statSync(path, { throwIfNoEntry: false })?.isFile());
}

/** Remembers that a module was opened. A home that cannot be written to costs the memory, not the run. */
export function rememberFile(path: string): void {
  const paths = [path, ...remembered().filter((other) => other !== path)].slice(0, most);
  try {
    mkdirSync(dirname(file()), { recursive: true });
    writeFileSync(file(), JSON.stringify(paths));
  } catch {
    // Read-only home, full disk: type the path again next time.
  }
}

function remembered(): string[] {
  try {
    return v.parse(schema, JSON.parse(readFileSync(file(), 'utf8')));
  } catch {
    return [];
  }
}
