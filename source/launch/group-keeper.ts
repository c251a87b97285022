import { type ChildProcess, spawn } from 'node:child_process';

/** What a process should take to answer. After this it is slow, and may hang: then somebody has to end it should this process be killed. */
const slowMs = 300;

/**
 * A shell that waits for this process to be gone and then ends a group, started once the process that leads it is slow.
 * Not on Windows, which has no groups.
 */
export class GroupKeeper {
  readonly #timer: NodeJS.Timeout;
  #shell: ChildProcess | null = null;

  /** `pid`: of the leader; undefined: it could not be started. */
  constructor(pid: number | undefined) {
    this.#timer = setTimeout(() => {
      if (pid !== undefined && process.platform !== 'win32') this.#shell = keepGroup(pid);
    }, slowMs);
  }

  /** Nobody of the group is left, or wanted to end. */
  end(): void {
    clearTimeout(this.#timer);
    this.#shell?.kill('SIGKILL');
  }
}

function keepGroup(pid: number): ChildProcess {
  // Not every shell knows `--` here.
  const script = 'read _; kill -9 "-$0"';
  const keeper = spawn('/bin/sh', ['-c', script, String(pid)], { stdio: ['pipe', 'ignore', 'ignore'] });
  keeper.on('error', () => {});
  return keeper;
}
