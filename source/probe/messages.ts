import { lookWords } from '../looks/look.ts';
import type { Target, WatchEventOf } from '../protocol/watch-events.ts';

/** The environment's variable that names the socket where Heddle listens: a process that inherits it is observed. */
export const socketVariable = 'HEDDLE_WATCH';
/** Under this name threads of the program find the memory into which they write, see `setEnvironmentData`. */
export const tableName = 'heddle.table';

/** Lanes of a process: its main loop and as many threads of its own as are told apart. */
export const mostLanes = 64;

/**
 * Words by which the main thread and the watcher's reach each other without a loop. The first of them are those of looks. `booted`:
 * the watcher is connected, and worth waiting for. `exiting`: the process ends, and its watcher is to say its last words; `noted`:
 * it has. `handed`: what the main thread has counted is on its way to the watcher, see hand-over.ts.
 */
export const control = {
  ...lookWords,
  booted: lookWords.words,
  exiting: lookWords.words + 1,
  exitCode: lookWords.words + 2,
  noted: lookWords.words + 3,
  handed: lookWords.words + 4,
  words: lookWords.words + 5,
} as const;

/** What the watcher's thread is started with. `heapLimitBytes`: the main thread's. */
export type WatcherData = {
  readonly socket: string;
  readonly how: Target['how'];
  readonly buffer: SharedArrayBuffer;
  readonly control: SharedArrayBuffer;
  readonly originMs: number;
  /** When its heartbeat was begun. */
  readonly firstBeatMs: number | null;
  readonly heapLimitBytes: number;
  /** See request-table.ts. */
  readonly requests: SharedArrayBuffer;
  /** See thread-requests.ts. */
  readonly ofThreads: SharedArrayBuffer;
  readonly sight: WatchEventOf<'watch-started'>['requests'];
};
