import { type ChildProcess, fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { entryOf } from '../entry.ts';
import type { FromChild, ToChild } from '../lane/child-messages.ts';
import type { Kept, LaneKept } from '../lane/kept-memory.ts';
import type { LaneReport } from '../lane/lane-reporter.ts';
import { notStarted } from './crash.ts';

/** How a child process ended, in words for people. */
function childExit(code: number | null, signal: string | null): string {
  return signal === null
    ? `its process called process.exit(${code ?? 0})`
    : `its process was killed by ${signal}`;
}

/** A V8 that runs out of memory aborts: the signal alone would not tell. */
const outOfMemory = /heap out of memory/i;

/** Node tells of some failures at once, of others by an event. */
function startChild(tableFile: number): ChildProcess {
  try {
    return fork(fileURLToPath(entryOf('child')), {
      serialization: 'advanced',
      // Standard error is looked through on its way for what a dying V8 says.
      stdio: ['ignore', 'inherit', 'pipe', 'ipc', tableFile],
      execArgv: process.execArgv,
    });
  } catch (cause) {
    throw failedStart(cause as Error);
  }
}

/** Without its cause: the words are the whole of it. */
const failedStart = ({ message }: Error) => new Error(notStarted('process', message));

/** One child process of the pool, seen from the engine. */
export class ChildProcessLane {
  readonly lane: number;
  readonly #child: ChildProcess;
  readonly #onReport: (report: LaneReport) => void;
  /** Whoever waits for the child's next word; a child works on one thing at a time. */
  #waiting: { resolve: () => void; reject: (error: Error) => void } | null = null;
  #exit: Error | null = null;
  #lastWord: string | null = null;
  #kept: Kept | null = null;

  constructor(lane: number, tableFile: number, onReport: (report: LaneReport) => void) {
    this.lane = lane;
    this.#onReport = onReport;
    this.#child = startChild(tableFile);
    let lastWords = '';
    this.#child.stderr?.on('data', (chunk: Buffer) => {
      process.stderr.write(chunk);
      lastWords = (lastWords + chunk.toString('latin1')).slice(-4096);
    });
    this.#child.on('message', (message: FromChild) => this.#receive(message));
    this.#child.on('error', (error) => this.#end(this.#child.pid === undefined ? failedStart(error) : error));
    // "close" comes after "exit", when the last words have been read.
    this.#child.on('close', (code, signal) => {
      const reason = outOfMemory.test(lastWords) ? 'its process ran out of memory' : childExit(code, signal);
      this.#end(new Error(this.#lastWord ?? reason));
    });
  }

  /** Sends a message and waits for `ready`, `done` or `kept`. Rejects when the child dies first. */
  ask(message: ToChild): Promise<void> {
    return new Promise((resolve, reject) => {
      if (this.#exit) return reject(this.#exit);
      this.#waiting = { resolve, reject };
      // A failed send is followed by the child's exit, which rejects. One that could not be started cannot be sent to.
      this.#child.send?.(message, () => {});
    });
  }

  /** What the child keeps after its tasks; null where it hardly grew. */
  async kept(): Promise<LaneKept | null> {
    await this.ask({ type: 'kept' });
    return this.#kept && { lane: this.lane, ...this.#kept };
  }

  /** Ends the child: one that has nothing left to do by itself, one that has not answered (other lanes failed) at once. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      // Its exit may have been told already, while its last words are still being read.
      const { exitCode, signalCode } = this.#child;
      if (this.#exit || exitCode !== null || signalCode !== null) return resolve();
      // Not "close": it does not come after a disconnect from this side.
      this.#child.once('exit', () => resolve());
      if (this.#child.connected && !this.#waiting) this.#child.disconnect();
      else this.#child.kill('SIGKILL');
    });
  }

  #receive(message: FromChild): void {
    if (message.type === 'heddle-report') {
      this.#onReport(message);
      return;
    }
    if (message.type === 'dying') {
      this.#lastWord = message.message;
      return;
    }
    if (message.type === 'kept') this.#kept = message.kept;
    const waiting = this.#waiting;
    this.#waiting = null;
    if (message.type === 'unfit') waiting?.reject(new Error(message.message));
    else waiting?.resolve();
  }

  #end(error: Error): void {
    this.#exit ??= error;
    this.#waiting?.reject(this.#exit);
    this.#waiting = null;
  }
}
