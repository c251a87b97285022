import type { ChildProcess } from 'node:child_process';
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { basename } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { rounded } from '../../protocol/units.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import type { Clock } from '../../telemetry/clock.ts';

/** Runtimes that take as long to start as Node.js does: a converter that is called for each task is not one of them. */
const runtimes = /^(?:node|nodejs|bun|deno|python[\d.]*)(?:\.exe)?$/;
/** With what `exec` has a shell run a line, of which the first word is what is run. */
const shellFlag = '-c';

/**
 * Threads and processes that the work starts on the main thread: how long threads took to run their first line, and how long
 * the call that starts a program held the thread.
 */
export class StartedLanes {
  readonly #clock: Clock;
  #workers = 0;
  #online = 0;
  #startedMs = 0;
  #processes = 0;
  #programs = 0;
  #callsMs = 0;
  /** When the call began that starts one, and has not come to its end. */
  #callingMs: number | null = null;

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
    const threadMs = this.#online === 0 ? null : rounded(this.#startedMs / this.#online);
    const callMs = rounded(this.#callsMs / (this.#programs + this.#processes));
    return [
      ...started(this.#workers, [
        { name: 'startedThreads', title: 'worker threads that tasks started', unit: 'threads' },
        { name: 'threadStartMs', title: 'what the start of one took', value: threadMs, unit: 'ms' },
      ]),
      ...started(this.#processes, [
        {
          name: 'startedProcesses',
          title: 'processes of a runtime that tasks started',
          unit: 'processes',
        },
      ]),
      ...started(this.#programs, [
        { name: 'startedPrograms', title: 'programs that tasks started', unit: 'programs' },
        {
          name: 'programStartMs',
          title: 'what the call that starts one took',
          value: callMs,
          unit: 'ms',
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
    this.#endCall();
    this.#callingMs = this.#clock();
    // It has no name yet.
    queueMicrotask(() => {
      this.#endCall();
      const name = nameOf(child);
      if (name === null) return;
      if (runtimes.test(name)) this.#processes++;
      else this.#programs++;
    });
  };

  /** It is over where the next one begins, or the code has come to its end. */
  #endCall(): void {
    if (this.#callingMs !== null) this.#callsMs += this.#clock() - this.#callingMs;
    this.#callingMs = null;
  }
}

/** How many there are is the first of the figures. */
function started(many: number, [first, ...rest]: [Omit<Figure, 'value'>, ...Figure[]]): Figure[] {
  return many === 0 ? [] : [{ ...first, value: many }, ...rest];
}

/** What is run, without its folder; null: it could not be started. */
function nameOf({ spawnfile, spawnargs }: ChildProcess): string | null {
  if (!spawnfile) return null;
  if (spawnfile === process.execPath) return 'node';
  const [, flag, line = ''] = spawnargs;
  return basename(flag === shellFlag ? (line.trim().split(/\s/)[0] ?? '') : spawnfile);
}
