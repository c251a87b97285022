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
 * ended the process. `leaving`: the process ends, whoever wanted it. `looking`: the watcher looks at the main thread's stack.
 */
export const control = { exiting: 0, noted: 1, exitCode: 2, leaving: 3, looking: 4, words: 6 } as const;
