import { type ChildProcess, spawn } from 'node:child_process';
import { readOutput } from '../launch/read-output.ts';
import { monotonicMs } from '../machine/clock.ts';
import { socketVariable } from '../probe/messages.ts';
import type { Ending, ProgramEvent } from '../protocol/program-events.ts';
import { roundMs } from '../protocol/units.ts';
import { Listener } from './listen.ts';
import { SocketWatch } from './outside/sockets.ts';
import { probeFile } from './probe-file.ts';

type Stream = 'stdout' | 'stderr';

/** What the processes of a program that has ended may still have to say. */
const lastWordsMs = 500;

type Options = {
  /** The program and its arguments, as they were typed. */
  readonly command: readonly string[];
  readonly onEvent: (said: ProgramEvent) => void;
  /** What it prints, as it comes; null: it prints where Heddle itself would, on the very same terminal. */
  readonly onOutput: ((stream: Stream, chunk: Buffer) => void) | null;
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
    const { onBroken } = options;
    const sockets = new SocketWatch(options.onEvent);
    const { onEvent } = sockets;
    const listener = await Listener.open({
      onEvent: (pid, event) => onEvent({ pid, event }),
      onBroken,
    });
    const launched = new Launched({ ...options, onEvent }, listener);
    launched.ended.catch(() => {}).finally(() => sockets.stop());
    return launched;
  }

  private constructor({ command, onEvent, onOutput }: Options, listener: Listener) {
    const [program, ...args] = command;
    this.#listener = listener;
    this.#child = spawn(program!, args, {
      env: observedEnvironment(listener.path),
      stdio: onOutput ? ['inherit', 'pipe', 'pipe'] : 'inherit',
    });
    if (onOutput) this.#readOutput(onEvent, onOutput);
    const exited = new Promise<Ending>((done, failed) => {
      this.#child.once('error', failed);
      this.#child.once('close', (exitCode, signal) => done({ exitCode, signal }));
      // What it has started and left behind may hold its pipes open for ever.
      this.#child.once('exit', () => setTimeout(() => this.#closePipes(), lastWordsMs).unref());
    });
    this.ended = exited
      .then(async (ended) => {
        await listener.emptied(lastWordsMs);
        onEvent({ ended });
        return ended;
      })
      .finally(() => listener.close());
  }

  #readOutput(onEvent: Options['onEvent'], onOutput: NonNullable<Options['onOutput']>): void {
    const originMs = monotonicMs();
    const nowMs = () => roundMs(monotonicMs() - originMs);
    for (const stream of ['stdout', 'stderr'] as const) {
      const pipe = this.#child[stream]!;
      pipe.on('data', (chunk: Buffer) => onOutput(stream, chunk));
      readOutput(pipe, stream, nowMs, (output) => onEvent({ output }));
    }
  }

  #closePipes(): void {
    for (const pipe of this.#child.stdio) pipe?.destroy();
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
