import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { dataFile } from './data-file.ts';

/** More than one wants to look through. */
const most = 10;
const file = dataFile('recent-files.json', v.array(v.string()));

/** Absolute paths of the modules that were opened last and still exist, the latest first. */
export function recentFiles(): string[] {
  return (file.read() ?? []).filter((path) => existsSync(path));
}

/** Remembers that a module was opened. */
export function rememberFile(path: string): void {
  file.write([path, ...recentFiles().filter((other) => other !== path)].slice(0, most));
}
