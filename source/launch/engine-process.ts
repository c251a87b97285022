import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable, Writable } from 'node:stream';
import { killGroup } from '../machine/process-group.ts';
import type { Watching } from '../protocol/commands.ts';
import { encode } from '../protocol/decode.ts';
import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Stream } from '../protocol/source.ts';
import { protocolVersion } from '../protocol/units.ts';
import { EventStream } from './event-stream.ts';
import { createRunFolder, removeRunFolder } from './run-folder.ts';

/** What an engine that has said its last event may take to exit: tear-down of servers is before that event. */
const exitMs = 3000;

/** How an engine is started. It says events on descriptor 3 and is told commands on descriptor 4, a line each. */
export type EngineProgram = {
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
};

/** A run in an engine process of its own, with a folder of its own. */
export class EngineProcess implements Stream {
  readonly #child: ChildProcess;
  readonly #folder = createRunFolder();
  /** Null where the system has no pipe left: then there is no engine either. */
  readonly #commands: Writable | null;
  readonly #events: EventStream;
  #exited = false;
  #gone = false;
  #cancelAsked = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    { command, args, env }: EngineProgram,
    plan: Plan,
    watching: Watching,
    onEvent: (event: RunEvent) => void,
  ) {
    try {
      this.#child = spawn(command, [...args], {
        // A group of its own, so that all of it can be ended at once and the terminal's Ctrl-C is the host's alone.
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe', 'pipe', 'pipe'],
        windowsHide: true,
        env,
      });
    } catch (cause) {
      removeRunFolder(this.#folder);
      throw new Error(notStarted(cause), { cause });
    }
    this.#events = new EventStream({
      onEvent,
      // It has a moment to exit by itself; what it said last may be read after that.
      onLast: () => this.#exited || this.#setTimer(() => this.#endGroup()),
      onBroken: () => this.#endGroup(),
    });
    this.#child.on('error', (error) => this.#onGone(notStarted(error)));
    const [, , , events, commands] = this.#child.stdio ?? [];
    this.#commands = (commands ?? null) as Writable | null;
    if (!this.#commands) return;
    // Writing to an engine that has died: its exit says it better.
    this.#commands.on('error', () => {});
    this.#commands.write(
      encode({ type: 'start', protocol: protocolVersion, plan, folder: this.#folder, ...watching }),
    );
    this.#events.readEvents(events as Readable);
    this.#events.readOutput(this.#child.stdout!, 'stdout');
    this.#events.readOutput(this.#child.stderr!, 'stderr');
    let lastWords = '';
    this.#child.stderr!.on('data', (chunk: Buffer) => {
      lastWords = (lastWords + chunk.subarray(-lastWordsBytes).toString('latin1')).slice(-lastWordsBytes);
    });
    // Its children may hold its pipes open: "exit" frees them, "close" then has all that was said.
    this.#child.on('exit', () => {
      this.#endGroup();
      this.#exited = true;
      // One that has left the group may hold them for ever.
      this.#setTimer(() => {
        for (const pipe of this.#child.stdio) pipe?.destroy();
      });
    });
    this.#child.on('close', (code, signal) => this.#onGone(engineExit(code, signal, lastWords)));
  }

  cancel(graceMs: number): void {
    if (this.#cancelAsked || this.#events.isLast) return;
    this.#cancelAsked = true;
    this.#events.cancelled = true;
    this.#commands?.write(encode({ type: 'cancel', reason: 'user', graceMs }));
  }

  kill(): void {
    this.#events.cancelled = true;
    this.#endGroup();
  }

  #onGone(reason: string): void {
    if (this.#gone) return;
    clearTimeout(this.#timer);
    this.#gone = true;
    removeRunFolder(this.#folder);
    this.#events.finish(reason);
  }

  #endGroup(): void {
    // Once it has exited, and its group with it, the number may be somebody else's.
    if (this.#child.pid !== undefined && !this.#exited) killGroup(this.#child.pid);
  }

  #setTimer(onLate: () => void): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(onLate, exitMs);
  }
}

/** What to do where the system has no room for one more process; Node gives its name for the reason. */
const remedies: readonly (readonly [RegExp, string])[] = [
  [/EMFILE|ENFILE/, 'close other programs or raise the limit of open files (ulimit -n)'],
  [
    /EAGAIN/,
    'close other programs or raise the limit of processes (ulimit -u, or pids.max of the control group)',
  ],
  [/ENOMEM/, 'there is no memory left: close other programs'],
];

function notStarted(cause: unknown): string {
  const { message } = cause as Error;
  const remedy = remedies.find(([name]) => name.test(message))?.[1];
  return `the engine process could not be started: ${message}${remedy === undefined ? '' : `; ${remedy}`}`;
}

/** What a dying V8 says is followed by its stack. */
const lastWordsBytes = 4096;
const outOfMemory = /heap out of memory/i;

/** How an engine ended that did not say it. `lastWords`: the end of what it printed on standard error. */
function engineExit(code: number | null, signal: string | null, lastWords: string): string {
  if (signal === 'SIGABRT' && outOfMemory.test(lastWords)) {
    const more = 'raise its limit with NODE_OPTIONS=--max-old-space-size=MEGABYTES';
    return `the heap of the engine process was full: run fewer tasks at once, or ${more}`;
  }
  if (signal === null) return `the engine process ended without a last word (exit code ${code})`;
  // Nobody else says so: the kernel kills in silence.
  const perhaps = signal === 'SIGKILL' ? ', as the system does when memory runs out' : '';
  return `the engine process was killed by ${signal}${perhaps}`;
}
