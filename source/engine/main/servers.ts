import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** How long a server may take to say where it listens. */
const startMs = 10_000;

/** Processes that a workload's set-up started: they belong to the run and end with it. */
export class Servers {
  readonly #children: ChildProcess[] = [];
  readonly #onStarted: (pid: number) => void;

  constructor(onStarted: (pid: number) => void) {
    this.#onStarted = onStarted;
  }

  /** Starts a module and resolves with the first message it sends. Rejects when it ends or stays silent. */
  async start(module: string | URL, args: readonly string[]): Promise<unknown> {
    const path = module instanceof URL || module.startsWith('file:') ? fileURLToPath(module) : module;
    const child = fork(path, [...args], { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] });
    this.#children.push(child);
    if (child.pid !== undefined) this.#onStarted(child.pid);
    const gone = once(child, 'exit').then(([code, signal]) => {
      throw new Error(`the server ended before it was ready (${signal ?? `exit code ${code}`})`);
    });
    const timer = new AbortController();
    const silent = new Promise<never>((_, reject) => {
      const late = setTimeout(
        () => reject(new Error(`the server said nothing for ${startMs / 1000} s`)),
        startMs,
      );
      timer.signal.addEventListener('abort', () => clearTimeout(late));
    });
    try {
      const [message] = await Promise.race([once(child, 'message'), gone, silent]);
      return message;
    } finally {
      timer.abort();
      gone.catch(() => {});
    }
  }

  async close(): Promise<void> {
    await Promise.all(
      this.#children.map(async (child) => {
        const exit = new Promise((resolve) => child.once('exit', resolve));
        // False: it is gone, or could not be started.
        if (child.kill('SIGKILL')) await exit;
      }),
    );
  }
}
