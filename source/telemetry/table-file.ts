import { ftruncateSync, openSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedTable } from './shared-table.ts';

/** A file with the table's content and no name: on tmpfs where there is one, else in the run's folder. */
export function createTableFile(table: SharedTable, folder: string): number {
  const name = `heddle-table-${process.pid}`;
  const [path, file] = openFirst([join('/dev/shm', name), join(folder, name)]);
  try {
    unlinkSync(path);
  } catch {
    // Windows keeps the name of an open file; it goes with the run's folder.
  }
  ftruncateSync(file, table.buffer.byteLength);
  writeSync(file, new Uint8Array(table.buffer), 0, table.buffer.byteLength, 0);
  return file;
}

function openFirst(paths: readonly string[]): [string, number] {
  for (const path of paths.slice(0, -1)) {
    try {
      return [path, openSync(path, 'wx+')];
    } catch {
      // Not on this system, or not for us: try the next.
    }
  }
  const last = paths.at(-1)!;
  return [last, openSync(last, 'wx+')];
}
