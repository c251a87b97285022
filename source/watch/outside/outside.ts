import { monotonicMs } from '../../machine/clock.ts';
import type { Ending, ProgramEvent } from '../../protocol/program-events.ts';
import { defaultSampleIntervalMs } from '../../protocol/units.ts';
import type { WatchEvent } from '../../protocol/watch-events.ts';
import { Pace } from '../../telemetry/pace.ts';
import { childrenOf } from '../../telemetry/probes/children.ts';
import { type ProcessStat, readStat } from '../proc.ts';
import { OutsideProcess } from './process.ts';
import { SocketWatch } from './sockets.ts';

/** More processes of one program are not looked at. */
export const mostProcesses = 100;
/** New processes of the program are looked for this often, or as their search may cost of one core. */
const searchEveryMs = 1000;
const mostSearchRatio = 0.005;
/** Looks that are due at the same moment are spread over several where they take longer than a person waits for a key. */
const mostAtOnceMs = 20;

type Options = {
  readonly pid: number;
  readonly onEvent: (said: ProgramEvent) => void;
  /** What keeps Heddle from looking at it from inside, as a part of a sentence; null: what is usual for its runtime. */
  readonly why?: string | null;
};

/** A program that runs already, and the processes that it starts, as the system alone tells of them. Linux only. */
export class Outside {
  readonly pid: number;
  readonly #sockets: SocketWatch;
  readonly #onEvent: (said: ProgramEvent) => void;
  readonly #why: string | null;
  readonly #processes = new Map<number, OutsideProcess>();
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
    this.#sockets = new SocketWatch(onEvent);
    this.#onEvent = this.#sockets.onEvent;
    this.#why = why;
    const { promise, resolve } = Promise.withResolvers<Ending>();
    this.ended = promise;
    this.#settle = resolve;
    this.#timer = setInterval(() => this.#look(), defaultSampleIntervalMs);
    // Whoever asked for it has it by then.
    this.#first = setImmediate(() => this.#begin());
  }

  /** The program goes on unobserved. */
  detach(): void {
    for (const one of this.#processes.values()) one.end('detached');
    this.#stop();
  }

  #begin(): void {
    const stat = readStat(this.pid);
    if (stat) this.#add(stat);
    this.#look();
  }

  #stop(): void {
    this.#sockets.stop();
    clearInterval(this.#timer);
    clearImmediate(this.#first);
    this.#processes.clear();
    this.#settle(unknown);
  }

  #look(): void {
    this.#drop();
    if (!this.#processes.has(this.pid)) {
      // Those that it has started may go on, but they are no longer its.
      for (const one of this.#processes.values()) one.end('detached');
      this.#stop();
      this.#onEvent({ ended: unknown });
      return;
    }
    const beganMs = monotonicMs();
    this.#search.take(beganMs, () => this.#addChildren(this.pid));
    const due = [...this.#processes.values()].filter((one) => one.overdueMs(beganMs) >= 0);
    due.sort((a, b) => b.overdueMs(beganMs) - a.overdueMs(beganMs));
    for (const one of due) {
      const nowMs = monotonicMs();
      if (nowMs - beganMs > mostAtOnceMs) break;
      one.look(nowMs, this.#processes.size);
    }
  }

  #drop(): void {
    for (const [pid, one] of this.#processes) {
      const { state } = one;
      if (state === 'there') continue;
      one.end('exited');
      this.#processes.delete(pid);
      const stat = state === 'another' ? readStat(pid) : null;
      if (stat) this.#add(stat);
    }
  }

  #addChildren(parent: number): void {
    for (const pid of childrenOf(parent)) {
      const stat = this.#processes.has(pid) ? null : readStat(pid);
      if (stat && this.#processes.size < mostProcesses) this.#add(stat);
      if (this.#processes.has(pid)) this.#addChildren(pid);
    }
  }

  #add(stat: ProcessStat): void {
    const tell = (events: readonly WatchEvent[]) => {
      for (const event of events) this.#onEvent({ pid: stat.pid, event });
    };
    this.#processes.set(stat.pid, new OutsideProcess(stat, stat.pid === this.pid ? this.#why : null, tell));
  }
}

const unknown: Ending = { exitCode: null, signal: null };
