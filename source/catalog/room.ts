/** What of the machine a plan depends on. */
export type Room = {
  readonly effectiveCores: number;
  readonly availableMemoryBytes: number;
  /** Null: no CPU quota; absent: nobody looked. */
  readonly quotaCores?: number | null;
  /** The size of libuv's pool that the environment asks for; left out: libuv's own. */
  readonly libuvThreads?: number | undefined;
  /** How many files and sockets one process may hold open; null: no limit is known; absent: nobody looked. */
  readonly descriptors?: number | null;
  /** As Node.js calls it: how Python starts processes depends on it. Absent: Linux. */
  readonly platform?: NodeJS.Platform;
};

/** Of the memory that is free, a program may take this share: the rest of the machine goes on working. */
export const memoryShare = 0.8;

/** Bytes that a program may take here. */
export const allowedBytes = ({ availableMemoryBytes }: Room) => availableMemoryBytes * memoryShare;

/** Below this there is hardly a second core: what computes cannot gain from another lane. */
export const twoCores = 1.5;

/** What there is to advise then. */
export const oneCoreAdvice = 'There is only one core: no model computes faster here';
