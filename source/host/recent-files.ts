import { existsSync } from 'node:fs';
import * as v from 'valibot';
import { type ModuleExport, splitWord, wordOf } from '../catalog/module-word.ts';
import { dataFile } from './data-file.ts';

/** More than one wants to look through. */
const most = 10;
const file = dataFile('recent-files.json', v.array(v.string()));

/** Absolute paths of the modules, with the export that was named, that were opened last and still exist, the latest first. */
export function recentFiles(): string[] {
  return (file.read() ?? []).filter((path) => existsSync(path) || existsSync(splitWord(path).path));
}

/** Remembers that a module was opened; nothing of a built-in workload. */
export function rememberFile(opened: ModuleExport): void {
  const path = wordOf(opened);
  if (path === null) return;
  file.write([path, ...recentFiles().filter((other) => other !== path)].slice(0, most));
}
