import { monotonicMs } from '../../machine/clock.ts';
import type { Ending, ProgramEvent } from '../../protocol/program-events.ts';
import { defaultSampleIntervalMs } from '../../protocol/units.ts';
import { Pace } from '../../telemetry/pace.ts';
import { descendantsOf } from '../../telemetry/probes/children.ts';
import { mostProcesses, OutsideProcesses } from './processes.ts';
import { SocketWatch } from './sockets.ts';

/** New processes of the program are looked for this often, or as their search may cost of one core. */
export const searchEveryMs = 1000;
export const mostSearchRatio = 0.005;

type Options = {
  readonly pid: number;
  readonly onEvent: (said: ProgramEvent) => void;
  /** What keeps Heddle from looking at it from inside, as a part of a sentence; null: what is usual for its runtime. */
  readonly why?: string | null;
};

/** A program that runs already, and the processes that it starts, as the system alone tells of them. Linux only. */
export class Outside {
  readonly pid: number;
  readonly #onEvent: (said: ProgramEvent) => void;
  readonly #sockets: SocketWatch;
  readonly #processes: OutsideProcesses;
  readonly #search = new Pace(searchEveryMs, mostSearchRatio);
  readonly #timer: NodeJS.Timeout;
  readonly #first: NodeJS.Immediate;
  readonly #settle: (ending: Ending) => void;
  /** Resolves when the program has ended, or is no longer watched. How it ended only its parent knows. */
  readonly ended: Promise<Ending>;

  static observe(options: Options): Outside {
    return new Outside(options);
  }

  private constructor({ pid, onEvent, why = null }: Options) {
    this.pid = pid;
    this.#onEvent = onEvent;
    this.#sockets = new SocketWatch(onEvent);
    this.#processes = new OutsideProcesses(this.#sockets.onEvent);
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#settle = resolve;
    this.#timer = setInterval(() => this.#look(), defaultSampleIntervalMs);
    // Whoever asked for it has it by then.
    this.#first = setImmediate(() => {
      this.#processes.add(pid, why);
      this.#look();
    });
  }

  /** Tells why there is no profile of that process. */
  refuseProfile(pid: number, forMs: number): void {
    this.#processes.refuseProfile(pid, forMs);
  }

  /** The program goes on unobserved. */
  detach(): void {
    // Those that it has started may go on, but they are no longer its.
    this.#processes.detach();
    this.#sockets.stop();
    clearInterval(this.#timer);
    clearImmediate(this.#first);
    this.#settle(unknown);
  }

  #look(): void {
    this.#search.take(monotonicMs(), () => {
      for (const pid of descendantsOf(this.pid, mostProcesses)) this.#processes.add(pid, null);
    });
    this.#processes.look();
    if (this.#processes.has(this.pid)) return;
    this.detach();
    this.#onEvent({ ended: unknown });
  }
}

const unknown: Ending = { exitCode: null, signal: null, asked: null };
