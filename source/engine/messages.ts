/** What the watcher thread is started with. `heapLimitBytes`: the main thread's; a worker's own may differ. */
export type WatcherData = { control: SharedArrayBuffer; originMs: number; heapLimitBytes: number };

/** Words of the control memory, by which a dying main thread reaches the watcher without its event loop. */
export const control = { exiting: 0, noted: 1, exitCode: 2, words: 4 } as const;
