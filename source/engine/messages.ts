import { lookWords } from '../looks/look.ts';
import type { Figure } from '../protocol/vital-events.ts';
import type { FromWatcher, ToWatcher } from '../watcher/messages.ts';

/** What the main thread of Node.js tells its watcher. `figures`: for the next sample. */
export type FromMain = ToWatcher | { type: 'figures'; figures: readonly Figure[] };

/** And what that tells it. `pool-full`: requests wait for a thread of libuv's pool. */
export type ToMain = FromWatcher | { type: 'pool-full' };

/** What the watcher thread is started with. `heapLimitBytes`: the main thread's; a worker's own may differ. */
export type WatcherData = { control: SharedArrayBuffer; originMs: number; heapLimitBytes: number };

/**
 * Words of the control memory, by which a dying main thread reaches the watcher without its event loop. `exiting`: the work
 * ended the process. The first of them are those of looks at its stack.
 */
export const control = {
  ...lookWords,
  exiting: lookWords.words,
  noted: lookWords.words + 1,
  exitCode: lookWords.words + 2,
  words: lookWords.words + 3,
} as const;
