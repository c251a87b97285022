import { delimiter } from 'node:path';
import { readOutput } from '../launch/read-output.ts';
import { monotonicMs } from '../machine/clock.ts';
import { socketVariable } from '../probe/messages.ts';
import type { Ending, ProgramEvent } from '../protocol/program-events.ts';
import { roundMs } from '../protocol/units.ts';
import { type Child, startInherited, startInTerminal, startPiped, type TerminalSize } from './child.ts';
import { Listener } from './listen.ts';
import { SocketWatch } from './outside/sockets.ts';
import { probeFile } from './probe-file.ts';
import { UnobservedWatch } from './unobserved.ts';

type Stream = 'stdout' | 'stderr';

/** What the processes of a program that has ended may still have to say. */
const lastWordsMs = 500;

type Options = {
  /** The program and its arguments, as they were typed. */
  readonly command: readonly string[];
  readonly onEvent: (said: ProgramEvent) => void;
  /** Where it prints: as Heddle itself would, on the very same terminal; through pipes; or on a terminal of its own. */
  readonly output: 'inherited' | 'piped' | TerminalSize;
  /** What it prints, as it comes, unless that is inherited. */
  readonly onOutput?: (stream: Stream, chunk: Buffer) => void;
  /** One line for people on what could not be understood. */
  readonly onBroken: (why: string) => void;
};

/** A program that Heddle has started, unchanged but for what its processes load first. */
export class Launched {
  readonly #child: Child;
  readonly #listener: Listener;
  readonly #unobserved: UnobservedWatch;
  /** Resolves when the program has ended and all that it printed has come; rejects where it could not be started. */
  readonly ended: Promise<Ending>;

  static async start(options: Options): Promise<Launched> {
    const { onBroken, command, output } = options;
    const sockets = new SocketWatch(options.onEvent);
    const unobserved = new UnobservedWatch(sockets.onEvent);
    const { onEvent } = unobserved;
    const listener = await Listener.open({
      onEvent: (pid, event) => onEvent({ pid, event }),
      onBroken,
    });
    const env = observedEnvironment(listener.path);
    try {
      const child =
        output === 'inherited'
          ? startInherited(command, env)
          : output === 'piped'
            ? startPiped(command, env)
            : await startInTerminal(command, env, output);
      const launched = new Launched({ ...options, onEvent }, child, listener, unobserved);
      launched.ended.catch(() => {}).finally(() => sockets.stop());
      return launched;
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  private constructor(
    { onEvent, onOutput }: Options,
    child: Child,
    listener: Listener,
    unobserved: UnobservedWatch,
  ) {
    this.#listener = listener;
    this.#unobserved = unobserved;
    if (child.pid !== null) unobserved.begin(child.pid);
    this.#child = child;
    const originMs = monotonicMs();
    const nowMs = () => roundMs(monotonicMs() - originMs);
    for (const { stream, pipe } of child.outputs) {
      pipe.on('data', (chunk: Buffer) => onOutput?.(stream, chunk));
      readOutput(pipe, stream, nowMs, (output) => onEvent({ output }));
    }
    this.ended = child.exited
      .then(async (ended) => {
        await listener.emptied(lastWordsMs);
        unobserved.stop();
        onEvent({ ended });
        return ended;
      })
      .finally(() => listener.close());
  }

  get pid(): number | null {
    return this.#child.pid;
  }

  /** Passes a signal on to the program. */
  signal(name: NodeJS.Signals): void {
    this.#child.kill(name);
  }

  /** The program goes on unobserved. Resolves when its processes have let go. */
  detach(): Promise<void> {
    this.#unobserved.stop();
    return this.#listener.detach();
  }
}

/** What every process of the program inherits; what its own Node.js and Python are given stays. */
function observedEnvironment(socket: string): NodeJS.ProcessEnv {
  const preload = probeFile('preload.cjs').replaceAll(/["\\]/g, '\\$&');
  const { NODE_OPTIONS: given = '', PYTHONPATH: places = '' } = process.env;
  return {
    ...process.env,
    NODE_OPTIONS: `${given} --require="${preload}"`.trimStart(),
    // An empty place would be the folder that it runs in.
    PYTHONPATH: [probeFile('python'), ...(places === '' ? [] : [places])].join(delimiter),
    [socketVariable]: socket,
  };
}
