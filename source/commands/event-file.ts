import { closeSync, openSync, writeSync } from 'node:fs';
import { UsageError } from '../catalog/make-plan.ts';
import { encode } from '../protocol/decode.ts';
import type { RunEvent } from '../protocol/events.ts';

/** Where `--events` goes: opened before the run, written event by event, so that a crash loses nothing. */
export type EventFile = { write(event: RunEvent): void; close(): void };

/** Opens a file, or standard output for `-`. Throws a `UsageError` when it cannot be written. */
export function openEventFile(path: string | null): EventFile {
  if (path === null) return { write: () => {}, close: () => {} };
  if (path === '-') return { write: (event) => void process.stdout.write(encode(event)), close: () => {} };
  let fd: number;
  try {
    fd = openSync(path, 'w');
  } catch (error) {
    throw new UsageError(`--events ${path} cannot be written: ${(error as Error).message}`);
  }
  return { write: (event) => void writeSync(fd, encode(event)), close: () => closeSync(fd) };
}
