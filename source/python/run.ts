import { join } from 'node:path';
import { bodyFor, modelCard } from '../catalog/models.ts';
import { laneKindsOf } from '../catalog/pools.ts';
import { arrivals } from '../load/arrivals.ts';
import { monotonicMs } from '../machine/clock.ts';
import { matchingFiles } from '../machine/matching-files.ts';
import type { StartCommand } from '../protocol/commands.ts';
import type { Plan } from '../protocol/plan.ts';
import { roundMs } from '../protocol/units.ts';
import type { Figure, LaneKind } from '../protocol/vital-events.ts';
import { type Clock, createClock } from '../telemetry/clock.ts';
import { nameOfLane } from '../telemetry/lane-watch.ts';
import { type LockAddress, lockAt } from '../telemetry/probes/thread-place.ts';
import { SharedTable } from '../telemetry/shared-table.ts';
import { createTableFile } from '../telemetry/table-file.ts';
import type { FromWatcher, ToWatcher } from '../watcher/messages.ts';
import { atFrame, DumpFile } from '../whereabouts/dump.ts';
import { Whereabouts } from '../whereabouts/whereabouts.ts';
import { type Ending, Interpreter } from './interpreter.ts';
import { decodeSaid, type Said } from './said.ts';
import { fileOf } from './workload-file.ts';

/** What the witness sleeps at. */
const witnessFd = 5;
/** While a run is being cancelled, tasks that hold their lane are interrupted this often. */
const interruptEveryMs = 200;

/** One run of one plan in an interpreter beside this process, from its start to its end. */
export class PythonRun {
  readonly #command: StartCommand;
  readonly #clock: Clock;
  readonly #tell: (message: ToWatcher) => void;
  readonly #ended: () => void;
  readonly #interpreter: Interpreter;
  readonly #dump: DumpFile;
  #table: SharedTable | null = null;
  #laneKinds: readonly LaneKind[] = [];
  #lock: LockAddress | null = null;
  #whereabouts: Whereabouts | null = null;
  #figures: readonly Figure[] = [];
  #finished = false;

  /** Starts the interpreter. `ended`: called when nothing of it is left and all has been told. */
  constructor(
    command: StartCommand,
    originMs: number,
    tell: (message: ToWatcher) => void,
    ended: () => void,
  ) {
    this.#command = command;
    this.#clock = createClock(originMs);
    this.#tell = tell;
    this.#ended = ended;
    this.#dump = new DumpFile(join(command.folder, 'stacks'));
    this.#interpreter = new Interpreter(command.plan.interpreter!.path, {
      onLine: (line) => this.#hear(line),
      onTooLong: () =>
        this.#finish(
          'crashed',
          'the Python process said a line over 1 MB (your code must not write to file descriptor 3)',
        ),
      onEnd: (ending) => this.#onEnd(ending),
    });
    this.#interpreter.tell({
      type: 'start',
      plan: command.plan,
      file: fileOf(command.plan),
      originMs,
      adapterPid: process.pid,
      telemetry: command.sampleIntervalMs !== null,
      stacks: command.stacks,
      folder: command.folder,
      dump: this.#dump.path,
      inputFiles: inputFilesOf(command.plan),
    });
  }

  get pid(): number {
    return this.#interpreter.pid;
  }

  /** The lock that its threads share; null while it is not known, and where there is none. */
  get lock(): LockAddress | null {
    return this.#lock;
  }

  /** What the interpreter told of its queues since this was asked for last. */
  takeFigures(): Figure[] {
    const figures = [...this.#figures];
    this.#figures = [];
    return figures;
  }

  /** Looks into freezes; null while nothing is known of the lock. */
  get whereabouts(): Whereabouts | null {
    return this.#whereabouts;
  }

  /** What the watcher tells the one who runs the plan. */
  take(message: FromWatcher): void {
    if (message.type === 'phase-noted') this.#interpreter.tell({ type: 'noted' });
    else if (message.type === 'finished') this.#interpreter.tell({ type: 'finished' });
    else if (message.type === 'cancel') this.#interruptTasks();
  }

  #hear(line: string): void {
    if (this.#finished) return;
    let said: ReturnType<typeof decodeSaid>;
    try {
      said = decodeSaid(line, roundMs(this.#clock()));
    } catch (error) {
      const why = error instanceof Error ? error.message : String(error);
      this.#finish(
        'crashed',
        `the Python process said what cannot be understood (your code must not write to file descriptor 3): ${why}`,
      );
      return;
    }
    if (said.type === 'event') this.#tell(said);
    else this.#obey(said);
  }

  #obey(said: Said): void {
    switch (said.type) {
      case 'loaded':
        this.#onLoaded(said);
        break;
      case 'phase':
      case 'server':
        this.#tell(said);
        break;
      case 'lane-crashed':
        this.#onCrash(said);
        break;
      case 'figures':
        this.#figures = said.figures;
        break;
      case 'where':
        this.#whereabouts?.take(said);
        break;
      case 'finish':
        this.#finished = true;
        this.#tell({ ...said, wallMs: said.wallMs === null ? null : roundMs(said.wallMs) });
        break;
    }
  }

  /** What lanes there are, and which body they run, depends on what the module has. */
  #onLoaded({ runtimeAt, ...card }: Extract<Said, { type: 'loaded' }>): void {
    const { plan, folder, stacks } = this.#command;
    this.#laneKinds = laneKindsOf(plan, card);
    const table = new SharedTable(this.#laneKinds.length, plan.tasks);
    this.#table = table;
    const queuedMs = this.#clock();
    for (let task = 0; task < plan.tasks; task++) table.tasks.queue(task, queuedMs);
    let file: number;
    try {
      file = createTableFile(table, folder);
    } catch (error) {
      this.#finish('crashed', (error as Error).message);
      return;
    }
    const { pid } = this;
    this.#lock = lockAt(runtimeAt);
    this.#whereabouts = new Whereabouts({
      pid,
      lock: { runtimeAt },
      table,
      ask: stacks ? (tid) => this.#interpreter.askWhere(tid, monotonicMs()) : null,
      isWitness: (_, asked) => asked?.call === 'read' && asked.args[0] === witnessFd,
      asksEarly: plan.profile,
      dump: this.#dump,
      requests: null,
    });
    this.#tell({ type: 'table', buffer: table.buffer, laneKinds: this.#laneKinds, tasks: plan.tasks, file });
    const { beatsAt, lanesAt, tasksAt, bytes } = table.layout;
    this.#interpreter.tell({
      type: 'table',
      body: bodyFor(modelCard(plan), card),
      laneKinds: this.#laneKinds,
      // Opens in this process's children however they were started, although the file has no name.
      table: { path: `/proc/${process.pid}/fd/${file}`, bytes, beatsAt, lanesAt, tasksAt, tasks: plan.tasks },
      due: plan.ratePerSecond === null ? null : [...arrivals(plan.ratePerSecond, plan.tasks, plan.seed)],
    });
  }

  #onCrash({ lane, pid, reason }: Extract<Said, { type: 'lane-crashed' }>): void {
    const kind = this.#laneKinds[lane] ?? modelCard(this.#command.plan).lane;
    this.#tell({
      type: 'event',
      event: {
        type: 'lane',
        atMs: roundMs(this.#clock()),
        lane,
        name: nameOfLane(lane, kind),
        kind,
        pid,
        state: 'crashed',
        reason,
      },
    });
  }

  /** A task that holds its thread hears of the cancel as Ctrl-C would tell it: Python raises KeyboardInterrupt there. */
  #interruptTasks(): void {
    const interrupt = () => {
      for (const [lane, record] of this.#table?.lanes.entries() ?? []) {
        const isMain = lane === 0 || this.#laneKinds[lane] === 'process';
        if (isMain && record.task !== null && record.pid > 0) signal(record.pid);
      }
    };
    interrupt();
    setInterval(interrupt, interruptEveryMs);
  }

  #onEnd(ending: Ending | Error): void {
    if (!this.#finished) this.#finish('crashed', this.#whyEnded(ending));
    this.#ended();
  }

  #whyEnded(ending: Ending | Error): string {
    if (ending instanceof Error)
      return `${this.#command.plan.interpreter!.path} could not be started: ${ending.message}`;
    const where = atFrame(this.#dump.framesOfCrash());
    return ending.signal === null
      ? `your code ended the Python process with exit code ${ending.code}${where}`
      : `the Python process was killed by ${ending.signal}${where}`;
  }

  #finish(outcome: 'crashed', message: string): void {
    this.#finished = true;
    this.#tell({ type: 'finish', outcome, wallMs: null, message });
  }
}

/** The files that are the inputs of tasks; a pattern means the same in each runtime, so Python is given what matches it. */
function inputFilesOf({ inputs }: Plan): string[] | null {
  return inputs?.kind === 'files' ? matchingFiles(inputs.path, inputs.pattern ?? '') : null;
}

function signal(pid: number): void {
  try {
    process.kill(pid, 'SIGINT');
  } catch {
    // It has just ended.
  }
}
