import { closeSync, openSync } from 'node:fs';
import { monotonicMs } from '../../machine/clock.ts';
import { readCores } from '../../machine/cores.ts';
import { countsFrom, machineOf } from '../../machine/started.ts';
import { RequestWatch } from '../../probe/request-watch.ts';
import { noProfile } from '../../protocol/profile.ts';
import { defaultSampleIntervalMs, roundMs } from '../../protocol/units.ts';
import type { Engine, LaneKind } from '../../protocol/vital-events.ts';
import type { WatchEvent } from '../../protocol/watch-events.ts';
import { type Clock, createClock } from '../../telemetry/clock.ts';
import { threadCpuMs } from '../../telemetry/probes/this-thread.ts';
import type { LockAddress } from '../../telemetry/probes/thread-place.ts';
import { SharedTable } from '../../telemetry/shared-table.ts';
import { readMainLoop } from '../../telemetry/table-file.ts';
import { RunWatch } from '../../watcher/run-watch.ts';
import { DumpFile } from '../../whereabouts/dump.ts';
import { Whereabouts } from '../../whereabouts/whereabouts.ts';
import { whyNoProfile } from '../no-profile.ts';
import { commandOf, folderOf } from '../proc.ts';
import { lockAddressOf } from './lock-address.ts';
import { RequestFile } from './request-file.ts';
import { decodeSaid, type Hello, type Said } from './said.ts';
import { sharedFile } from './shared-file.ts';
import { ThreadsInTable } from './threads.ts';

/** As many lanes as a process of Node.js has: its main thread, and as many others as are told apart. */
const mostLanes = 64;
/** As soon as a loop is late, its stack is to be asked for. */
const lookEveryMs = 20;
/** Where no loop runs and no thread shares the lock, as often as samples are taken. */
const quietLookEveryMs = defaultSampleIntervalMs;

type Handlers = {
  tell(events: readonly WatchEvent[]): void;
  /** Tells the process. */
  say(line: string): void;
};

/** A process of a program in CPython: what it says of itself, and what is seen of it from outside. */
export class PythonProcess {
  readonly #hello: Hello;
  readonly #handlers: Handlers;
  readonly #clock: Clock;
  readonly #lock: LockAddress | null;
  readonly #table = new SharedTable(mostLanes, 0);
  readonly #threads: ThreadsInTable;
  readonly #watch: RunWatch;
  #memory: number | null = null;
  #requests: { readonly file: RequestFile; readonly watch: RequestWatch } | null = null;
  #stacks: DumpFile | null = null;
  #whereabouts: Whereabouts | null = null;
  #witness: number | null = null;
  #timer: NodeJS.Timeout;
  #threadsSeenMs = Number.NEGATIVE_INFINITY;
  #cpuMs = 0;
  #isLoaded = false;

  constructor(hello: Hello, handlers: Handlers) {
    const { pid, originMs } = hello;
    this.#hello = hello;
    this.#handlers = handlers;
    this.#clock = createClock(originMs);
    this.#lock = hello.lock === 'shared' ? lockAddressOf(pid) : null;
    this.#threads = new ThreadsInTable(pid, this.#table);
    const cores = readCores();
    const engine = engineOf(hello);
    this.#isLoaded = hello.how === 'attached';
    this.#handlers.tell([startedOf(hello, engine, cores)]);
    if (this.#isLoaded) this.#handlers.tell([{ type: 'loaded', atMs: 0 }]);
    this.#watch = new RunWatch({
      subject: {
        engine,
        fileHolds: 'everything',
        figures: () => [],
        watcherCpuMs: () => this.#cpuMs,
        onlooker: {
          look: (...given) => this.#whereabouts?.look(...given),
          seen: () => this.#whereabouts?.seen() ?? null,
          forget: () => this.#whereabouts?.forget(),
        },
        isStudied: false,
        lock: () => this.#lock,
        onLook: () => {},
      },
      sampleIntervalMs: defaultSampleIntervalMs,
      clock: this.#clock,
      cores,
      write: (events) => this.#handlers.tell(events as readonly WatchEvent[]),
    });
    const laneKinds = this.#table.lanes.map((_, lane): LaneKind => (lane === 0 ? 'loop' : 'thread'));
    // What is in the process's own memory is not all of the table: it is read here.
    this.#watch.setTable(
      { type: 'table', buffer: this.#table.buffer, laneKinds, tasks: 0, file: null },
      false,
    );
    this.#timer = setTimeout(this.#look, lookEveryMs);
  }

  /** A line that the process said after its first one. Throws for one that cannot be understood. */
  take(line: string): void {
    const said = decodeSaid(line);
    if (said.type === 'where') this.#whereabouts?.take(said);
    else if (said.type === 'loops') this.#follow(said);
    else if (said.type === 'requests') this.#followRequests(said.memory);
    else if (said.type === 'witness') this.#witness = said.tid;
    else this.#end(said.atMs);
  }

  /** Tells why there is no profile of it, and what takes one. */
  refuseProfile(forMs: number): void {
    const why = whyNoProfile('python', this.#hello.pid);
    this.#handlers.tell([noProfile(roundMs(this.#clock()), forMs, why)]);
  }

  /** It is gone, or is not heard any more. */
  close(): void {
    clearTimeout(this.#timer);
    if (this.#memory !== null) closeSync(this.#memory);
    this.#memory = null;
    // What it wrote down outlives it.
    this.#tellRequests(this.#clock(), true);
    this.#requests?.file.close();
    this.#requests = null;
    this.#stacks?.close();
    this.#stacks = null;
    this.#whereabouts = null;
  }

  #follow({ memory, stacks }: Extract<Said, { type: 'loops' }>): void {
    const { pid } = this.#hello;
    try {
      this.#memory = openSync(sharedFile(pid, memory, 'heddle-table'), 'r');
      this.#stacks = stacks === null ? null : new DumpFile(sharedFile(pid, stacks, 'heddle-stacks'));
    } catch {
      // It has ended by now, or nobody else may look into it: no loop of it is seen then.
      return;
    }
    this.#whereabouts = new Whereabouts({
      pid,
      lock: this.#lock ?? { runtimeAt: 0 },
      table: this.#table,
      ask: (tid) => this.#handlers.say(`${tid} ${monotonicMs()}\n`),
      isWitness: (tid) => tid === this.#witness,
      asksEarly: false,
      requests: {
        likely: (startedMs) => this.#requests?.watch.likely(startedMs) ?? null,
        otherwise: (startedMs) => this.#requests?.watch.firstEnded(startedMs) ?? null,
      },
      dump: this.#stacks,
    });
  }

  #followRequests(memory: number): void {
    try {
      const file = new RequestFile(sharedFile(this.#hello.pid, memory, 'heddle-requests'));
      this.#requests = { file, watch: new RequestWatch(file) };
    } catch {
      // As with its loops.
    }
  }

  #end(atMs: number): void {
    this.#observe();
    this.#handlers.tell([
      { type: 'watch-ended', atMs: roundMs(atMs), how: 'exited', exitCode: null, signal: null },
    ]);
    this.close();
  }

  #look = () => {
    const beganMs = threadCpuMs() ?? 0;
    this.#observe();
    this.#cpuMs += (threadCpuMs() ?? 0) - beganMs;
    const isQuiet = this.#memory === null && this.#threads.count === 0;
    this.#timer = setTimeout(this.#look, isQuiet ? quietLookEveryMs : lookEveryMs);
  };

  #observe(): void {
    const nowMs = this.#clock();
    if (nowMs - this.#threadsSeenMs >= defaultSampleIntervalMs) {
      this.#threadsSeenMs = nowMs;
      this.#threads.look(this.#witness);
    }
    if (this.#memory !== null) readMainLoop(this.#memory, this.#table);
    this.#noteLoaded();
    this.#requests?.file.read();
    this.#watch.tick();
    this.#tellRequests(nowMs);
  }

  #tellRequests(nowMs: number, isLast = false): void {
    if (this.#requests === null) return;
    const { file, watch } = this.#requests;
    if (isLast) file.read();
    // Without a loop none is held, and what has ended tells nothing more.
    watch.look(isLast ? Number.NaN : (this.#table.lanes[0]!.lastBeat?.atMs ?? Number.NaN));
    const events = watch.changes(nowMs, isLast);
    if (events.length > 0) this.#handlers.tell(events);
  }

  /** What it needs is loaded once its first loop turns. */
  #noteLoaded(): void {
    const beat = this.#isLoaded ? null : this.#table.lanes[0]!.lastBeat;
    if (beat === null) return;
    this.#isLoaded = true;
    this.#handlers.tell([{ type: 'loaded', atMs: roundMs(beat.atMs) }]);
  }
}

function engineOf({ pid, version, path, lock }: Hello): Engine {
  const { platform } = process;
  return { runtime: 'python', version, pid, platform, path, lock, heapLimitBytes: null, figures: [] };
}

function startedOf(hello: Hello, engine: Engine, cores: ReturnType<typeof readCores>): WatchEvent {
  const { how, pid, parentPid, originMs } = hello;
  return {
    type: 'watch-started',
    ...countsFrom(originMs),
    target: { how, pid, parentPid, command: commandOf(pid), folder: folderOf(pid) ?? '' },
    engine,
    machine: machineOf(cores),
    requests: 'exact',
    stacks: true,
    unavailable: [],
  };
}
