import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';

/**
 * Waits for the end of its standard input, then ends the group whose number it was given. That is the number of its
 * parent: where the parent leads no group there is none with that number, and nobody is hit. The oldest way to write it:
 * BusyBox takes no `-s` or no `--` in some of its versions.
 */
const script = 'read _; kill -9 -$0';

/**
 * A shell of less than 1 MB in this process's group that outlives it by a moment. When this process is gone without a
 * word, and its host at the same instant, the keeper still ends what they started: lanes inside a task that never ends,
 * and what workloads started. Not on Windows, which has no groups.
 */
export class Keeper {
  readonly #shell: ChildProcess | null;
  readonly #gone: Promise<unknown>;

  constructor() {
    this.#shell = startShell();
    // Nothing waits for it: neither it nor its pipe keeps a loop alive.
    this.#shell?.unref();
    // One that could not be started is gone, too: all is as without it.
    this.#gone = this.#shell ? once(this.#shell, 'exit').catch(() => {}) : Promise.resolve();
  }

  /** Ends the keeper alone, and resolves when nothing is left of it: this process is about to end as it should. */
  async end(): Promise<void> {
    this.#shell?.kill('SIGKILL');
    await this.#gone;
  }
}

/** Null on Windows. For want of a shell or of room for one more process it fails later or, for want of memory, at once. */
function startShell(): ChildProcess | null {
  if (process.platform === 'win32') return null;
  try {
    return spawn('/bin/sh', ['-c', script, String(process.pid)], options);
  } catch {
    return null;
  }
}

/** Nobody inherits this side of the pipe: it closes with this process. */
const options: SpawnOptions = { stdio: ['pipe', 'ignore', 'ignore'], cwd: '/', env: {} };
