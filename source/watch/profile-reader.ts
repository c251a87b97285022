import { noProfile } from '../protocol/profile.ts';
import type { WatchEventOf } from '../protocol/watch-events.ts';
import { ProfileFile } from './profile-file.ts';

/** No probe sends more: what comes is none of its. */
const mostBytes = 200e6;

/** Puts a profile that a process tells piece by piece into a file. */
export class ProfileReader {
  readonly #folder: string;
  readonly #pid: number;
  readonly #command: readonly string[];
  #file: ProfileFile | null = null;
  #broken: string | null = null;

  constructor(folder: string, pid: number, command: readonly string[]) {
    this.#folder = folder;
    this.#pid = pid;
    this.#command = command;
  }

  piece(text: string): void {
    if (this.#broken !== null) return;
    try {
      if ((this.#file?.bytes ?? 0) > mostBytes) throw new Error('it is larger than 200 MB');
      this.#file ??= new ProfileFile(this.#folder, this.#pid, this.#command, new Date());
      this.#file.add(text);
    } catch (error) {
      this.#broken = `it cannot be written: ${(error as Error).message}`;
    }
  }

  /** The event with what this side knows of it. */
  noted(event: WatchEventOf<'profile'>): WatchEventOf<'profile'> {
    if (event.state !== 'taken' && event.state !== 'failed') return event;
    const [file, broken] = [this.#file, this.#broken];
    if (event.state === 'failed' || broken !== null || file === null) {
      this.close();
      return event.state === 'failed' ? event : noProfile(event.atMs, event.forMs, broken ?? 'it is empty');
    }
    file.close();
    this.#file = null;
    return { ...event, path: file.path, bytes: file.bytes };
  }

  /** Nothing more comes. */
  close(): void {
    this.#file?.discard();
    this.#file = null;
    this.#broken = null;
  }
}
