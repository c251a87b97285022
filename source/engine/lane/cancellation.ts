/** What a task's body meets when its run is cancelled while it waits. */
export class CancelledError extends Error {
  override name = 'CancelledError';
  readonly code = 'ERR_CANCELLED';

  constructor() {
    super('the run was cancelled');
  }
}

/** One lane's knowledge that its run is being cancelled; wakes whatever waits there. */
export class Cancellation {
  #done = false;
  readonly #waiting = new Set<() => void>();

  get requested(): boolean {
    return this.#done;
  }

  request(): void {
    if (this.#done) return;
    this.#done = true;
    for (const wake of this.#waiting) wake();
    this.#waiting.clear();
  }

  /**
   * Calls back when the run is cancelled, at once if it already is. Returns a function that takes it back.
   * A set, and not one signal for all: adding to a signal takes time in proportion to its listeners.
   */
  onRequest(callback: () => void): () => void {
    if (this.#done) callback();
    else this.#waiting.add(callback);
    return () => this.#waiting.delete(callback);
  }

  /** What a promise comes to; rejects with a `CancelledError` when the run is cancelled first. */
  race<T>(promise: Promise<T>): Promise<T> {
    return new Promise((resolve, reject) => {
      const release = this.onRequest(() => reject(new CancelledError()));
      promise.then(resolve, reject).finally(release);
    });
  }

  /**
   * Resolves after `ms` milliseconds, having called `onWake`; rejects with a `CancelledError` when the run is
   * cancelled first.
   */
  sleep(ms: number, onWake: () => void): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#done) return reject(new CancelledError());
      const wake = () => {
        clearTimeout(timer);
        reject(new CancelledError());
      };
      const timer = setTimeout(() => {
        this.#waiting.delete(wake);
        onWake();
        resolve();
      }, ms);
      this.#waiting.add(wake);
    });
  }
}
