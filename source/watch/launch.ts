import { type ChildProcess, spawn } from 'node:child_process';
import { monotonicMs } from '../machine/clock.ts';
import { socketVariable } from '../probe/messages.ts';
import type { Ending, ProgramEvent } from '../protocol/program-events.ts';
import { cleanText } from '../protocol/text.ts';
import { roundMs } from '../protocol/units.ts';
import { Listener } from './listen.ts';
import { probeFile } from './probe-file.ts';

type Stream = 'stdout' | 'stderr';

type Options = {
  /** The program and its arguments, as they were typed. */
  readonly command: readonly string[];
  readonly onEvent: (said: ProgramEvent) => void;
  /** What it prints, as it comes. */
  readonly onOutput: (stream: Stream, chunk: Buffer) => void;
  /** One line for people on what could not be understood. */
  readonly onBroken: (why: string) => void;
};

/** A program that Heddle has started, unchanged but for what its processes load first. */
export class Launched {
  readonly #child: ChildProcess;
  readonly #listener: Listener;
  /** Resolves when the program has ended and all that it printed has come; rejects where it could not be started. */
  readonly ended: Promise<Ending>;

  static async start(options: Options): Promise<Launched> {
    const { onEvent, onBroken } = options;
    const listener = await Listener.open({
      onEvent: (pid, event) => onEvent({ pid, event }),
      onBroken,
    });
    return new Launched(options, listener);
  }

  private constructor({ command, onEvent, onOutput }: Options, listener: Listener) {
    const [program, ...args] = command;
    const originMs = monotonicMs();
    this.#listener = listener;
    this.#child = spawn(program!, args, {
      env: observedEnvironment(listener.path),
      stdio: ['inherit', 'pipe', 'pipe'],
    });
    for (const stream of ['stdout', 'stderr'] as const) {
      this.#child[stream]!.on('data', (chunk: Buffer) => {
        onOutput(stream, chunk);
        const [text, bytes] = [cleanText(chunk.toString()), chunk.length];
        const atMs = roundMs(monotonicMs() - originMs);
        onEvent({ output: { type: 'output', atMs, stream, text, bytes, droppedBytes: 0 } });
      });
    }
    this.ended = new Promise((done, failed) => {
      this.#child.once('error', failed);
      this.#child.once('close', (exitCode, signal) => {
        const ended = { exitCode, signal };
        onEvent({ ended });
        done(ended);
      });
    });
    // Whoever waits for it hears of that as well.
    this.ended.catch(() => {}).finally(() => listener.close());
  }

  get pid(): number | null {
    return this.#child.pid ?? null;
  }

  /** Passes a signal on to the program. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** The program goes on unobserved. */
  detach(): void {
    this.#listener.detach();
  }
}

/** What every process of the program inherits; whatever options its own Node.js is given stay. */
function observedEnvironment(socket: string): NodeJS.ProcessEnv {
  const preload = probeFile('preload.cjs').replaceAll(/["\\]/g, '\\$&');
  const { NODE_OPTIONS: given = '' } = process.env;
  return {
    ...process.env,
    NODE_OPTIONS: `${given} --require="${preload}"`.trimStart(),
    [socketVariable]: socket,
  };
}
