import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';

/** The most threads it keeps, as CPython's own default executor has it; Node.js has none to compare with. */
const mostThreads = Math.min(32, availableParallelism() + 4);

type Job = { input: unknown; resolve: (value: unknown) => void; reject: (error: Error) => void };

/**
 * Threads that a program on an event loop hands its blocking calls to. Node.js has no such thing of its own: what it
 * offers is a thread that is sent messages. The module answers each message with one.
 */
export class Executor {
  readonly #module: URL;
  readonly #idle: Worker[] = [];
  readonly #waiting: Job[] = [];
  #threads = 0;

  constructor(module: URL) {
    this.#module = module;
  }

  /** Has a thread do it, and resolves with its answer. Threads are started as they are needed, and kept. */
  run(input: unknown): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ input, resolve, reject });
      this.#next();
    });
  }

  #next(): void {
    if (this.#waiting.length === 0) return;
    const thread = this.#idle.pop() ?? (this.#threads < mostThreads ? this.#start() : null);
    if (!thread) return;
    const job = this.#waiting.shift()!;
    const failed = (error: Error) => {
      this.#threads--;
      job.reject(error);
      this.#next();
    };
    thread.once('error', failed);
    thread.once('message', (answer: unknown) => {
      thread.off('error', failed);
      this.#idle.push(thread);
      job.resolve(answer);
      this.#next();
    });
    thread.postMessage(job.input);
  }

  #start(): Worker {
    this.#threads++;
    const thread = new Worker(this.#module);
    // It ends with the program it serves.
    thread.unref();
    return thread;
  }
}
