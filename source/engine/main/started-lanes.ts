import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { rounded } from '../../protocol/units.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';

/** Runtimes that take as long to start as Node.js does: a converter that is called for each task is not one of them. */
const runtimes = /^(?:node|nodejs|bun|deno|python[\d.]*)(?:\.exe)?$/;

/** Threads and processes that the work starts on the main thread, and how long threads took to run their first line. */
export class StartedLanes {
  readonly #clock: Clock;
  #workers = 0;
  #online = 0;
  #startedMs = 0;
  #processes = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
    subscribe('worker_threads', this.#onWorker);
    subscribe('child_process', this.#onProcess);
  }

  stop(): void {
    unsubscribe('worker_threads', this.#onWorker);
    unsubscribe('child_process', this.#onProcess);
  }

  /** So far. Nothing where nothing was started. */
  take(): Figure[] {
    const startMs = this.#online === 0 ? null : rounded(this.#startedMs / this.#online);
    return [
      ...(this.#workers === 0
        ? []
        : [
            {
              name: 'startedThreads',
              title: 'worker threads that tasks started',
              value: this.#workers,
              unit: 'threads',
            },
            { name: 'threadStartMs', title: 'what the start of one took', value: startMs, unit: 'ms' },
          ]),
      ...(this.#processes === 0
        ? []
        : [
            {
              name: 'startedProcesses',
              title: 'processes of a runtime that tasks started',
              value: this.#processes,
              unit: 'processes',
            },
          ]),
    ];
  }

  readonly #onWorker = (message: unknown): void => {
    const { worker } = message as { worker: Worker };
    const beganMs = this.#clock();
    this.#workers++;
    worker.once('online', () => {
      this.#online++;
      this.#startedMs += this.#clock() - beganMs;
    });
  };

  readonly #onProcess = (message: unknown): void => {
    const { process: child } = message as { process: ChildProcess };
    // It has no name yet.
    queueMicrotask(() => {
      const { spawnfile } = child;
      if (spawnfile && (spawnfile === process.execPath || runtimes.test(basename(spawnfile))))
        this.#processes++;
    });
  };
}
