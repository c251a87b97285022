import { AsyncResource, createHook, executionAsyncResource } from 'node:async_hooks';

/** A callback that is left in a queue, and tells at the next look whether that queue came to it. */
export class Canary {
  readonly #leave: (callback: () => void) => void;
  #state: 'none' | 'waits' | 'ran' = 'none';

  constructor(leave: (callback: () => void) => void) {
    this.#leave = leave;
  }

  /** Null: none was left. */
  get ran(): boolean | null {
    return this.#state === 'none' ? null : this.#state === 'ran';
  }

  /** This time none is left. */
  skip(): void {
    if (this.#state === 'ran') this.#state = 'none';
  }

  leave(): void {
    if (this.#state === 'waits') return;
    this.#state = 'waits';
    this.#leave(() => {
      this.#state = 'ran';
    });
  }
}

/**
 * Tells whether the loop calls anything anew: a timer, what has arrived on a socket, a file that has been read. Two queues that
 * refill each other both get empty now and then, as they do between callbacks; but then none of those begins.
 */
export class NextCallback {
  #state: 'unwatched' | 'awaited' | 'begun' = 'unwatched';
  readonly #hook = createHook({
    before: () => {
      if (isOfQueue(executionAsyncResource())) return;
      this.#state = 'begun';
      // It is watched for no longer than up to the first: what each callback costs more is then none.
      this.#hook.disable();
    },
    ...withoutPromises,
  });

  /** Since it was last awaited; null: it was not. */
  get begun(): boolean | null {
    return this.#state === 'unwatched' ? null : this.#state === 'begun';
  }

  await(): void {
    this.#state = 'awaited';
    this.#hook.enable();
  }

  stop(): void {
    this.#state = 'unwatched';
    this.#hook.disable();
  }
}

/** Node.js 24 can leave promises alone, which spares each of them a call. */
const withoutPromises: object = { trackPromises: false };

/**
 * Whether it is a promise, what `process.nextTick` was given, which is a bare object with a callback and its arguments, or what
 * `queueMicrotask` and packages make: that runs inside of a callback.
 */
function isOfQueue(resource: object): boolean {
  if (resource instanceof Promise || resource instanceof AsyncResource) return true;
  return 'callback' in resource && 'args' in resource;
}
