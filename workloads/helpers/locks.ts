const free = 0;
const taken = 1;
/** Taken, and somebody sleeps until it is free: whoever frees it has to wake one. */
const wanted = 2;

/** Takes a lock that is one word of memory shared by threads. Holds the thread until it is free. */
export function lock(word: Int32Array): void {
  if (Atomics.compareExchange(word, 0, free, taken) === free) return;
  // Marked as wanted at every attempt: others may sleep, too, and nobody counts them.
  while (Atomics.exchange(word, 0, wanted) !== free) Atomics.wait(word, 0, wanted);
}

/** Gives it back. */
export function unlock(word: Int32Array): void {
  if (Atomics.exchange(word, 0, free) === wanted) Atomics.notify(word, 0, 1);
}

/** A lock for tasks of one event loop: a chain of promises, each resolved by whoever held the lock before. */
export class PromiseLock {
  #last: Promise<void> = Promise.resolve();

  /** Resolves with a function that gives the lock back, when it is this one's turn. */
  acquire(): Promise<() => void> {
    let release: () => void;
    const before = this.#last;
    this.#last = new Promise((resolve) => {
      release = resolve;
    });
    return before.then(() => release);
  }
}
