import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { SharedTable } from './shared-table.ts';
import { headerField, laneBytes, taskBytes, taskField } from './table-layout.ts';

/**
 * A file with the table's content and no name: on tmpfs where there is one, else in the run's folder. All of it is
 * written now, so that no record is refused later. Throws one line when neither has room for it.
 */
export function createTableFile(table: SharedTable, folder: string): number {
  const name = `heddle-table-${process.pid}`;
  const reasons: string[] = [];
  for (const place of ['/dev/shm', folder]) {
    try {
      return writeTable(join(place, name), new Uint8Array(table.buffer));
    } catch (error) {
      // Not on this system, not for us, or full.
      reasons.push(`${place}: ${error instanceof Error ? error.message : error}`);
    }
  }
  const kilobytes = Math.ceil(table.layout.bytes / 1024).toLocaleString('en-US');
  throw new Error(
    `there is no place for the task table, ${kilobytes} KB, which processes share (${reasons.join('; ')})`,
  );
}

function writeTable(path: string, bytes: Uint8Array): number {
  const file = openSync(path, 'wx+');
  try {
    unlinkSync(path);
  } catch {
    // Windows keeps the name of an open file; it goes with the run's folder.
  }
  try {
    // A disk that is nearly full takes a part, and refuses the rest.
    let at = 0;
    while (at < bytes.length) at += writeSync(file, bytes, at, bytes.length - at, at);
    return file;
  } catch (error) {
    closeSync(file);
    throw error;
  }
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

/** Copies the main loop's beats and lane into a table that may have more lanes than the file. */
export function readMainLoop(file: number, table: SharedTable): void {
  const { beatsAt, lanesAt } = table.layout;
  read(file, table, beatsAt, lanesAt + laneBytes);
}

/** Copies the records of tasks into the table. `to` is not included. */
export function readTasks(file: number, table: SharedTable, from: number, to: number): void {
  const { tasksAt } = table.layout;
  read(file, table, tasksAt + from * taskBytes, tasksAt + to * taskBytes);
}

function read(file: number, table: SharedTable, from: number, to: number): void {
  readSync(file, new Uint8Array(table.buffer), from, to - from, from);
}

/** Tells all who have the file that the run is being cancelled, or that no more tasks are to be started. */
export function flagInFile(file: number, flag: 'cancelled' | 'stopped'): void {
  writeSync(file, Int32Array.of(1), 0, 4, headerField[flag]);
}

/** Writes when a task is due, on the clock of the table. */
export function queueInFile(file: number, { layout }: SharedTable, task: number, atMs: number): void {
  const at = layout.tasksAt + task * taskBytes + taskField.queuedMs;
  writeSync(file, Float64Array.of(atMs), 0, 8, at);
}
