import type { Cores } from '../machine/cores.ts';
import { endedByItself, type Outcome, type Phase, type RunEvent } from '../protocol/events.ts';
import { taskStateCode } from '../protocol/task-rows.ts';
import { roundMs } from '../protocol/units.ts';
import type { Clock } from '../telemetry/clock.ts';
import { FreezeWatch, freezeMs, studiedFreezeMs } from '../telemetry/freeze-watch.ts';
import { LaneWatch } from '../telemetry/lane-watch.ts';
import { UnreadSockets } from '../telemetry/probes/unread-sockets.ts';
import { type Border, Sampler } from '../telemetry/sampler.ts';
import { SharedTable } from '../telemetry/shared-table.ts';
import { flagInFile, readAll, readChildren, readLoop } from '../telemetry/table-file.ts';
import { laneIn, stateIn } from '../telemetry/task-records.ts';
import { TaskScan } from '../telemetry/task-scan.ts';
import type { ToWatcher } from './messages.ts';
import type { Subject } from './subject.ts';

/** Without sampling, tasks and lanes are still looked at this often. */
const quietScanMs = 250;

/**
 * Watches what a table holds: what became of tasks, lanes, loop and processes since the last look. A program without
 * tasks has a table without them, and enters no phases.
 */
export class RunWatch {
  readonly #subject: Subject;
  readonly #clock: Clock;
  readonly #write: (events: readonly RunEvent[]) => void;
  #telemetry: boolean;
  readonly #sampler: Sampler;
  readonly #scanEveryMs: number;
  #table: SharedTable | null = null;
  #file: number | null = null;
  #scan: TaskScan | null = null;
  #freezes: FreezeWatch | null = null;
  #lanes: LaneWatch | null = null;
  #lagsMs: number[] = [];
  #lastScanMs = Number.NEGATIVE_INFINITY;
  runningSinceMs: number | null = null;

  constructor(options: {
    subject: Subject;
    /** Null: without telemetry, only tasks and lanes are told of. */
    sampleIntervalMs: number | null;
    clock: Clock;
    cores: Cores;
    write: (events: readonly RunEvent[]) => void;
  }) {
    const { sampleIntervalMs } = options;
    this.#subject = options.subject;
    this.#clock = options.clock;
    this.#write = options.write;
    this.#telemetry = sampleIntervalMs !== null;
    this.#scanEveryMs = sampleIntervalMs ?? quietScanMs;
    this.#sampler = new Sampler({
      intervalMs: sampleIntervalMs ?? Number.POSITIVE_INFINITY,
      restIntervalMs: options.subject.rest?.sampleIntervalMs,
      cores: options.cores,
      pid: options.subject.engine.pid,
      figures: options.subject.figures,
      ownCpuMs: options.subject.watcherCpuMs,
      hasThreads: options.subject.engine.runtime === 'node',
      asksChildren: options.subject.isStudied,
    });
  }

  setTable(message: Extract<ToWatcher, { type: 'table' }>, cancelled: boolean): void {
    this.#table = new SharedTable(message.laneKinds.length, message.tasks, message.buffer);
    this.#file = message.file;
    this.#scan = new TaskScan(this.#table);
    const { onlooker, isStudied, engine } = this.#subject;
    const leastMs = isStudied ? studiedFreezeMs : freezeMs;
    this.#freezes = new FreezeWatch(this.#table, onlooker, leastMs, new UnreadSockets(engine.pid));
    this.#lanes = new LaneWatch(this.#table, message.laneKinds, {
      pid: this.#subject.engine.pid,
      lock: this.#subject.lock(),
    });
    if (cancelled) this.requestCancel();
  }

  /** A phase begins. The main thread waits for the sample on the border: it is the base of the phase's figures. */
  setPhase(phase: Phase, atMs: number): void {
    const event: RunEvent = { type: 'phase', atMs: roundMs(atMs), phase };
    const closing = phase === 'closing';
    if (closing) this.#write([...this.#sample('last'), event]);
    else this.#write([...this.#endStart(), event, ...this.#sample('first')]);
    // The first task's turn comes when the sample on the border has been taken.
    if (phase === 'running') {
      this.runningSinceMs = this.#clock();
      this.#freezes?.startAt(this.runningSinceMs);
    }
    // The last sample of the tasks' time belongs to it; ending lanes and checking results is not the work.
    if (closing) this.#telemetry = false;
  }

  addServer(pid: number): void {
    this.#sampler.addServer(pid);
  }

  /** Tells every lane, wherever it is, that the run is being cancelled. */
  requestCancel(): void {
    this.#table?.cancel();
    if (this.#file !== null) flagInFile(this.#file, 'cancelled');
  }

  /** Tells every lane to start no more tasks. What is left then will never start, and was not given up either. */
  stop(): void {
    this.#table?.stop();
    if (this.#file !== null) flagInFile(this.#file, 'stopped');
  }

  /** How many tasks are running as of the last scan. */
  get running(): number {
    const tasks = this.#table?.tasks;
    let running = 0;
    for (let task = 0; task < (tasks?.length ?? 0); task++)
      if (tasks?.stateOf(task) === taskStateCode.running) running++;
    return running;
  }

  /** Called every heartbeat. */
  tick(): void {
    if (!this.#table) return;
    const now = this.#clock();
    const events: RunEvent[] = this.#telemetry ? this.#readBeats(now) : [];
    if (this.#telemetry) this.#lanes?.lookAtPlaces();
    if (now - this.#lastScanMs >= this.#scanEveryMs) events.push(...this.#look(now));
    if (this.#sampler.due(now, this.#subject.rest?.sinceMs())) events.push(...this.#sample('none'));
    this.#write(events);
  }

  /** The last look: what still waits will never start, what still runs has been cut off. */
  finish(outcome: Outcome): RunEvent[] {
    if (!this.#table) return [];
    const { tasks } = this.#table;
    const now = this.#clock();
    this.#refresh();
    this.#file = null;
    const cutOff = outcome === 'cancelled' || outcome === 'timed-out' ? 'cancelled' : 'failed';
    const leftOver = this.#table.stopped && endedByItself(outcome);
    for (let task = 0; task < tasks.length; task++) {
      const seen = tasks.stateAndLane(task);
      if (stateIn(seen) === taskStateCode.waiting && !leftOver) tasks.giveUp(task);
      if (stateIn(seen) === taskStateCode.running) tasks.end(task, laneIn(seen), cutOff, now);
    }
    return [...(this.#telemetry ? this.#readBeats(now) : []), ...this.#look(now)];
  }

  /** Starting lanes holds the loop, too. What is known of that belongs before the border, and its lag to nobody. */
  #endStart(): RunEvent[] {
    const events = this.#telemetry && this.#freezes ? this.#readBeats(this.#clock()) : [];
    this.#lagsMs = [];
    return events;
  }

  #readBeats(now: number): RunEvent[] {
    if (this.#file !== null && this.#subject.fileHolds === 'everything') readLoop(this.#file, this.#table!);
    const { lagsMs, events } = this.#freezes!.read(now);
    this.#lagsMs.push(...lagsMs);
    return events;
  }

  #refresh(): void {
    if (this.#file === null || !this.#table) return;
    if (this.#subject.fileHolds === 'children') readChildren(this.#file, this.#table);
    else readAll(this.#file, this.#table);
  }

  #look(now: number): RunEvent[] {
    this.#lastScanMs = now;
    this.#refresh();
    const atMs = roundMs(now);
    // Lanes first: nobody should hear of a task on a lane that does not exist yet.
    return [...this.#lanes!.changes(atMs), ...this.#scan!.changes(atMs)];
  }

  #sample(border: Border): RunEvent[] {
    if (!this.#telemetry || !this.#table || !this.#lanes || !this.#freezes) return [];
    const now = this.#clock();
    const events = border === 'none' ? [] : this.#readBeats(now);
    if (border !== 'none') events.push(...this.#look(now));
    const lagsMs = this.#lagsMs;
    this.#lagsMs = [];
    events.push(this.#sampler.sample(this.#clock(), border, this.#lanes, this.#freezes, lagsMs));
    return events;
  }
}
