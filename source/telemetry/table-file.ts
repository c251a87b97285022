import { ftruncateSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedTable } from './shared-table.ts';
import { headerField, laneBytes, taskBytes } from './table-layout.ts';

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

/** Copies what children have written into the table, but for what is the main thread's: its lane and what is before it. */
export function readChildren(file: number, table: SharedTable): void {
  const { lanesAt, bytes } = table.layout;
  read(file, table, lanesAt + laneBytes, bytes);
}

/** Copies what others have written into the table, but for its header. */
export function readAll(file: number, table: SharedTable): void {
  const { beatsAt, bytes } = table.layout;
  read(file, table, beatsAt, bytes);
}

/** Copies beats and lanes into the table: little even where there are many tasks. */
export function readLoop(file: number, table: SharedTable): void {
  const { beatsAt, tasksAt } = table.layout;
  read(file, table, beatsAt, tasksAt);
}

/** Copies the records of tasks into the table. `to` is not included. */
export function readTasks(file: number, table: SharedTable, from: number, to: number): void {
  const { tasksAt } = table.layout;
  read(file, table, tasksAt + from * taskBytes, tasksAt + to * taskBytes);
}

function read(file: number, table: SharedTable, from: number, to: number): void {
  readSync(file, new Uint8Array(table.buffer), from, to - from, from);
}

/** Tells all who have the file that the run is being cancelled. */
export function cancelInFile(file: number): void {
  writeSync(file, Int32Array.of(1), 0, 4, headerField.cancelled);
}
