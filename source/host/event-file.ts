import { closeSync, ftruncateSync, openSync, writeSync } from 'node:fs';
import { accept, type Result, refuse } from '../catalog/refusal.ts';
import { encode } from '../protocol/decode.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { ProgramEvent } from '../protocol/program-events.ts';
import { UnreadEvents } from './unread-events.ts';

/** Where `--events` goes: opened before the run, written event by event, so that a crash loses nothing. */
export type EventFile<Event = RunEvent | ProgramEvent> = { write(event: Event): void; close(): void };

/** Opens a file for what is told of a program, which may go on for days: standard output, for `-`, may have no reader. */
export function openProgramEventFile(path: string | null): Result<EventFile<ProgramEvent>> {
  return path === '-' ? accept(new UnreadEvents(process.stdout)) : openEventFile(path);
}

/** Opens a file, or standard output for `-`. */
export function openEventFile(path: string | null): Result<EventFile> {
  if (path === null) return accept({ write: () => {}, close: () => {} });
  if (path === '-')
    return accept({ write: (event) => void process.stdout.write(encode(event)), close: () => {} });
  let fd: number;
  try {
    fd = openSync(path, 'w');
  } catch (error) {
    return refuse('events', `${path} cannot be written: ${whyNot(error as NodeJS.ErrnoException)}`);
  }
  let full = false;
  /** Bytes up to the end of the last whole line. */
  let whole = 0;
  return accept({
    write(event) {
      if (full) return;
      const line = Buffer.from(encode(event));
      try {
        let written = 0;
        while (written < line.length) written += writeSync(fd, line, written);
        whole += line.length;
      } catch (error) {
        // The run is worth more than its recording: it goes on, and its summary comes.
        full = true;
        cutTo(fd, whole);
        process.stderr.write(`heddle: --events ${path} is incomplete: ${(error as Error).message}\n`);
      }
    },
    close: () => closeSync(fd),
  });
}

function whyNot({ code, message }: NodeJS.ErrnoException): string {
  if (code === 'ENOENT') return 'its folder does not exist';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'EACCES') return 'you have no permission to';
  return message;
}

/** A disk that fills up may have taken the beginning of a line, which nobody could read. */
function cutTo(fd: number, bytes: number): void {
  try {
    ftruncateSync(fd, bytes);
  } catch {
    // It is no file: a pipe, a device.
  }
}
