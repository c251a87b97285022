import { HeldFile } from './held-file.ts';
import { systemCall, tellsCalls } from './system-calls.ts';

/**
 * The lock that the threads of a runtime share, CPython's GIL: whoever waits for it sleeps on a word inside the runtime's
 * own state, which begins there in the memory of the process. Any other lock is on the heap.
 */
export type LockAddress = { readonly runtimeAt: number };

/** More than the state is long up to its lock in each version from 3.8 (1.3 KB) to 3.15 (128 KB). */
const runtimeBytes = 1_000_000;

/** The lock of a runtime whose state begins there; null where it has none (0), and where nobody sees who waits for it. */
export const lockAt = (runtimeAt: number, arch: string = process.arch): LockAddress | null =>
  runtimeAt > 0 && tellsCalls(arch) ? { runtimeAt } : null;

/** Where a thread is: on a core or ready for one, waiting for the lock, or waiting in another call of the kernel. */
export type Place =
  | { readonly at: 'running' }
  | { readonly at: 'lock' }
  | { readonly at: 'call'; readonly call: string | null };

const running: Place = { at: 'running' };
const lock: Place = { at: 'lock' };

/** Looks where a thread of another process is, by its ids. A look takes about 10 µs; only Linux tells. */
export class ThreadPlace {
  readonly #file: HeldFile;
  readonly #lock: LockAddress;

  constructor(pid: number, tid: number, lock: LockAddress) {
    this.#file = new HeldFile(`/proc/${pid}/task/${tid}/syscall`);
    this.#lock = lock;
  }

  /** Null where it cannot be told. */
  look(): Place | null {
    const text = this.#file.read();
    return text === null ? null : placeIn(text, this.#lock);
  }

  close(): void {
    this.#file.close();
  }
}

/** The place that a line of /proc/PID/task/TID/syscall tells: `running`, or a call's number and what it was given. */
export function placeIn(text: string, { runtimeAt }: LockAddress, arch: string = process.arch): Place {
  if (text.startsWith('running')) return running;
  const [number = '', address] = text.split(' ', 2);
  const call = systemCall(Number(number), arch);
  const offset = Number(address) - runtimeAt;
  return call === 'futex' && runtimeAt > 0 && offset >= 0 && offset < runtimeBytes
    ? lock
    : { at: 'call', call };
}
