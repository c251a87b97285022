import { Socket } from 'node:net';
import { readCores } from '../machine/cores.ts';
import type { Command, StartCommand } from '../protocol/commands.ts';
import { decodeCommand } from '../protocol/decode.ts';
import type { Outcome, RunEvent } from '../protocol/events.ts';
import { lineSplitter } from '../protocol/lines.ts';
import { type Measured, roundMs } from '../protocol/units.ts';
import { type Clock, createClock } from '../telemetry/clock.ts';
import { commandFd, EventPipe } from './event-pipe.ts';
import { MemoryGuard, memoryOfGroup } from './memory-guard.ts';
import type { FromWatcher, ToWatcher } from './messages.ts';
import { endGroup } from './process-group.ts';
import { runStarted } from './run-started.ts';
import { RunWatch } from './run-watch.ts';
import type { Subject } from './subject.ts';

/**
 * How often the watcher looks. Every beat of the main loop is kept for it, so looking less often than it beats loses
 * none; it only tells of a freeze a little later, and costs half.
 */
const watchEveryMs = 20;
/** Of a run that is only to show what the work is like: calls of 15 ms on a loop are seen as well. */
const studyEveryMs = 5;

/** Time-outs of an engine: how long tasks may take to end by themselves once the time limit has passed. */
const timeLimitGraceMs = 2000;

/**
 * Watches one run from outside the loop that is under observation. It alone writes events and reads commands, and it
 * looks at the task table at its own pace, so telemetry, progress and cancel go on while that loop is frozen.
 */
export class Watcher {
  readonly #observe: (command: StartCommand) => Subject;
  readonly #originMs: number;
  readonly #tell: (message: FromWatcher) => void;
  readonly #clock: Clock;
  readonly #cores = readCores();
  readonly #pipe = new EventPipe(() => endGroup(this.#folder));
  readonly #guard: MemoryGuard | null;
  #folder: string | null = null;
  /** Counted from the first task's turn: set-up and the start of lanes are not the work. */
  #timeLimitMs = Number.POSITIVE_INFINITY;
  /** Counted from there, too; then it is infinite, as nothing is left to stop. */
  #stopAfterMs = Number.POSITIVE_INFINITY;
  #subject: Subject | null = null;
  #watch: RunWatch | null = null;
  /** Set when a cancel was asked for: how the run will have ended. */
  #cancelled: Outcome | null = null;
  #ended = false;

  /**
   * Begins to read commands. `originMs`: the origin of all times, on the machine's monotonic clock. `observe`: who runs
   * the plan that is to start, perhaps started by that. `tell`: for the one who runs the plan.
   */
  constructor(
    originMs: number,
    observe: (command: StartCommand) => Subject,
    tell: (message: FromWatcher) => void,
  ) {
    this.#originMs = originMs;
    this.#observe = observe;
    this.#tell = tell;
    this.#clock = createClock(originMs);
    const memory = memoryOfGroup(process.pid);
    this.#guard = memory && new MemoryGuard(memory);
    const commands = new Socket({ fd: commandFd, readable: true, writable: false });
    commands.on(
      'data',
      lineSplitter((line) => {
        try {
          this.#obey(decodeCommand(line));
        } catch (error) {
          // A host of another version: say so and end, rather than run something else than was asked for.
          this.finish('crashed', null, error instanceof Error ? error.message : String(error));
          endGroup(this.#folder);
        }
      }),
    );
    // No host any more: nobody could see or stop what still runs here.
    commands.on('end', () => endGroup(this.#folder));
    commands.on('error', () => endGroup(this.#folder));
  }

  /** Takes a message of the one who runs the plan. */
  receive(message: ToWatcher): void {
    switch (message.type) {
      case 'table':
        this.#watch?.setTable(message, this.#cancelled !== null);
        break;
      case 'phase':
        this.#watch?.setPhase(message.phase, message.atMs);
        this.#tell({ type: 'phase-noted' });
        break;
      case 'event':
        if (!this.#ended) this.#pipe.write([message.event]);
        break;
      case 'server':
        this.#watch?.addServer(message.pid);
        break;
      case 'finish':
        this.finish(message.outcome, message.wallMs, message.message);
        this.#tell({ type: 'finished' });
        break;
    }
  }

  /** Says the last words of the run, once. A cancel that was asked for before is how it ended, unless it crashed. */
  finish(outcome: Outcome, wallMs: Measured, message: string | null): void {
    if (this.#ended) return;
    this.#ended = true;
    const how = outcome === 'crashed' ? outcome : (this.#cancelled ?? outcome);
    const events: RunEvent[] = this.#watch?.finish(how) ?? [];
    const since = this.#watch?.runningSinceMs ?? null;
    const wall = wallMs ?? (since === null ? null : roundMs(this.#clock() - since));
    events.push({ type: 'run-ended', atMs: roundMs(this.#clock()), outcome: how, wallMs: wall, message });
    this.#pipe.write(events);
  }

  #obey(command: Command): void {
    if (command.type === 'start') this.#start(command);
    else this.#cancel(command.reason === 'user' ? 'cancelled' : 'timed-out', command.graceMs);
  }

  #start(command: StartCommand): void {
    const { plan, folder, sampleIntervalMs } = command;
    this.#folder = folder;
    this.#timeLimitMs = plan.timeLimitMs ?? Number.POSITIVE_INFINITY;
    this.#stopAfterMs = plan.stopAfterMs ?? Number.POSITIVE_INFINITY;
    const subject = this.#observe(command);
    this.#subject = subject;
    this.#watch = new RunWatch({
      subject,
      sampleIntervalMs,
      clock: this.#clock,
      cores: this.#cores,
      write: (events) => this.#pipe.write(events),
    });
    this.#pipe.write([runStarted(command, this.#cores, subject.engine, this.#originMs)]);
    setInterval(() => this.#look(), subject.isStudied ? studyEveryMs : watchEveryMs);
    this.#tell({ type: 'start', command });
  }

  #cancel(outcome: 'cancelled' | 'timed-out', graceMs: number): void {
    if (this.#ended) return;
    if (this.#cancelled === null) {
      this.#cancelled = outcome;
      this.#watch?.requestCancel();
      this.#tell({ type: 'cancel', reason: outcome === 'cancelled' ? 'user' : 'time-limit' });
    }
    const asked = this.#cancelled === 'timed-out' ? 'time-out' : 'cancellation';
    setTimeout(() => {
      this.finish(
        this.#cancelled ?? outcome,
        null,
        `${this.#late()} did not stop within ${graceMs / 1000} s of the ${asked}`,
      );
      endGroup(this.#folder);
    }, graceMs);
  }

  /** What is killed because it does not end. */
  #late(): string {
    if ((this.#watch?.runningSinceMs ?? null) === null) return 'set-up was killed: it';
    const tasks = this.#watch?.running ?? 0;
    if (tasks === 0) return 'what tasks had left behind was killed: it';
    return tasks === 1 ? '1 task was killed: it' : `${tasks} tasks were killed: they`;
  }

  #look(): void {
    this.#subject?.onLook();
    if (this.#ended) return;
    this.#watch?.tick();
    const now = this.#clock();
    const since = this.#watch?.runningSinceMs ?? now;
    if (this.#cancelled === null && now - since >= this.#timeLimitMs)
      this.#cancel('timed-out', timeLimitGraceMs);
    if (now - since >= this.#stopAfterMs) {
      this.#stopAfterMs = Number.POSITIVE_INFINITY;
      this.#watch?.stop();
    }
    const reason = this.#guard?.look(now) ?? null;
    if (reason === null) return;
    // Nobody is asked to end by himself: what he would do until then takes memory, too.
    this.finish('crashed', null, reason);
    endGroup(this.#folder);
  }
}
