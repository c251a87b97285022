import { delimiter } from 'node:path';
import { readOutput } from '../launch/read-output.ts';
import { monotonicMs } from '../machine/clock.ts';
import { socketVariable } from '../probe/messages.ts';
import type { Asked, Ending, ProgramEvent } from '../protocol/program-events.ts';
import { roundMs } from '../protocol/units.ts';
import { type Child, startInherited, startInTerminal, startPiped, type TerminalSize } from './child.ts';
import { startedBy } from './left-behind.ts';
import { Listener } from './listen.ts';
import { type Load, Loading } from './load/load.ts';
import { SocketWatch } from './outside/sockets.ts';
import { OwnChild } from './own-child.ts';
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
  /** Of each process a profile is taken once it is loaded, of so many milliseconds; null: only where it is asked for. */
  readonly profileMs?: number | null;
  /** Where profiles are written; absent: in the folder where Heddle was started. */
  readonly folder?: string;
  /** One line for people on what could not be understood. */
  readonly onBroken: (why: string) => void;
  /** Requests that it is sent; null: none. */
  readonly load?: Load | null | undefined;
};

type Parts = {
  readonly child: Child;
  readonly own: OwnChild;
  readonly listener: Listener;
  readonly unobserved: UnobservedWatch;
};

/** A program that Heddle has started, unchanged but for what its processes load first. */
export class Launched {
  readonly #child: Child;
  readonly #listener: Listener;
  readonly #unobserved: UnobservedWatch;
  readonly #loading: Loading | null;
  #asked: Asked | null = null;
  #endOthers: () => void = () => {};
  /** Resolves when the program has ended and all that it printed has come; rejects where it could not be started. */
  readonly ended: Promise<Ending>;

  static async start(options: Options): Promise<Launched> {
    const { onBroken, command, output, profileMs = null, folder } = options;
    const own = new OwnChild(options.onEvent);
    const sockets = new SocketWatch(own.onEvent);
    const unobserved = new UnobservedWatch(sockets.onEvent);
    const { onEvent } = unobserved;
    const listener = await Listener.open({
      onEvent: (pid, event) => onEvent({ pid, event }),
      ...{ onBroken, profileMs, folder },
    });
    const env = observedEnvironment(listener.path);
    try {
      const child =
        output === 'inherited'
          ? startInherited(command, env)
          : output === 'piped'
            ? startPiped(command, env)
            : await startInTerminal(command, env, output);
      own.begin(child.pid);
      const launched = new Launched({ ...options, onEvent }, { child, own, listener, unobserved });
      launched.ended.catch(() => {}).finally(() => sockets.stop());
      return launched;
    } catch (error) {
      listener.close();
      throw error;
    }
  }

  private constructor(
    { onEvent, onOutput, load = null }: Options,
    { child, own, listener, unobserved }: Parts,
  ) {
    this.#listener = listener;
    this.#unobserved = unobserved;
    if (child.pid !== null) unobserved.begin(child.pid);
    this.#child = child;
    const { pid } = child;
    this.#loading =
      load && pid !== null
        ? new Loading({ ...load, pid, onEvent: (event) => onEvent({ load: event }) })
        : null;
    const originMs = monotonicMs();
    const nowMs = () => roundMs(monotonicMs() - originMs);
    for (const { stream, pipe } of child.outputs) {
      pipe.on('data', (chunk: Buffer) => onOutput?.(stream, chunk));
      readOutput(pipe, stream, nowMs, (output) => onEvent({ output }));
    }
    this.ended = child.exited
      .then(async (exit) => {
        this.#endOthers();
        await this.#loading?.stop(true);
        await listener.emptied(lastWordsMs);
        unobserved.stop();
        own.end(exit);
        const ended = { ...exit, asked: this.#asked };
        onEvent({ ended });
        return ended;
      })
      .finally(() => listener.close());
  }

  get pid(): number | null {
    return this.#child.pid;
  }

  /** It is sent no more requests. `isGone`: it is about to end, so that what fails at last says nothing. Resolves when all is told. */
  async stopLoad(isGone: boolean): Promise<void> {
    await this.#loading?.stop(isGone);
  }

  /** Passes a signal on to the program. */
  signal(name: NodeJS.Signals): void {
    void this.stopLoad(true);
    this.#child.kill(name);
  }

  /** Asks for a profile of a process; what becomes of it is told by events. */
  profile(pid: number, forMs: number): void {
    if (!this.#listener.profile(pid, forMs)) this.#unobserved.refuseProfile(pid, forMs);
  }

  /** Asks the program to end, and then what it has started and left. `asked`: null where somebody else wants that, by a signal. */
  end(asked: Asked | null, signal: NodeJS.Signals = 'SIGTERM'): void {
    this.#asked ??= asked;
    if (this.pid !== null) this.#endOthers = startedBy(this.pid);
    this.signal(signal);
  }

  /** The program goes on unobserved. Resolves when its processes have let go. */
  detach(): Promise<void> {
    void this.#loading?.stop(false);
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
