/**
 * The watcher: a thread beside the engine's main loop. It alone writes events and reads commands, and it looks at the
 * task table in shared memory, so telemetry, progress and cancel go on while the main loop is frozen.
 */
import { Socket } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { readCores } from '../../machine/cores.ts';
import type { Command } from '../../protocol/commands.ts';
import { decodeCommand } from '../../protocol/decode.ts';
import type { Outcome, RunEvent } from '../../protocol/events.ts';
import { lineSplitter } from '../../protocol/lines.ts';
import { type Measured, roundMs } from '../../protocol/units.ts';
import { createClock } from '../../telemetry/clock.ts';
import { commandFd, EventPipe } from '../../telemetry/event-pipe.ts';
import { control, type FromWatcher, type ToWatcher, type WatcherData } from '../messages.ts';
import { MemoryGuard, memoryOfGroup } from './memory-guard.ts';
import { endGroup } from './process-group.ts';
import { runStarted } from './run-started.ts';
import { RunWatch } from './run-watch.ts';

const port = parentPort!;
const data = workerData as WatcherData;
const words = new Int32Array(data.control);
const clock = createClock(data.originMs);
const cores = readCores();

const memory = memoryOfGroup(process.pid);
const guard = memory && new MemoryGuard(memory);

let folder: string | null = null;
let watch: RunWatch | null = null;
/** Set when a cancel was asked for: how the run will have ended. */
let cancelled: Outcome | null = null;
let ended = false;

const pipe = new EventPipe(() => endGroup(folder));
const tell = (message: FromWatcher) => port.postMessage(message);

function onCommand(command: Command): void {
  if (command.type === 'start') {
    folder = command.folder;
    watch = new RunWatch({ command, clock, cores, write: (events) => pipe.write(events) });
    pipe.write([runStarted(command.plan, cores, data)]);
    setInterval(tick, watchEveryMs);
    tell({ type: 'start', command });
    if (command.plan.timeLimitMs !== null) armTimeLimit(command.plan.timeLimitMs);
    return;
  }
  cancel(command.reason === 'user' ? 'cancelled' : 'timed-out', command.graceMs);
}

/**
 * How often the watcher looks. Every beat of the main loop is kept for it, so looking less often than it beats loses
 * none; it only tells of a freeze a little later, and costs half.
 */
const watchEveryMs = 20;

/** Time-outs of an engine: how long tasks may take to end by themselves once the time limit has passed. */
const timeLimitGraceMs = 2000;

function armTimeLimit(limitMs: number): void {
  // Counted from the first task's turn: set-up and the start of lanes are not the work.
  const timer = setInterval(() => {
    const since = watch?.runningSinceMs ?? null;
    if (since === null || clock() - since < limitMs) return;
    clearInterval(timer);
    cancel('timed-out', timeLimitGraceMs);
  }, watchEveryMs);
}

function cancel(outcome: 'cancelled' | 'timed-out', graceMs: number): void {
  if (ended) return;
  if (cancelled === null) {
    cancelled = outcome;
    watch?.requestCancel();
    tell({ type: 'cancel', reason: outcome === 'cancelled' ? 'user' : 'time-limit' });
  }
  setTimeout(() => {
    finish(cancelled ?? outcome, null, `${cutOff(watch?.running ?? 0)} did not end within ${graceMs} ms`);
    endGroup(folder);
  }, graceMs);
}

function cutOff(tasks: number): string {
  if (tasks === 0) return 'a part of a task was killed: it';
  return tasks === 1 ? '1 task was killed: it' : `${tasks} tasks were killed: they`;
}

function tick(): void {
  if (Atomics.load(words, control.exiting) === 1) noteExit();
  else watch?.tick();
  const reason = ended ? null : (guard?.look(clock()) ?? null);
  if (reason === null) return;
  // Nobody is asked to end by himself: what he would do until then takes memory, too.
  finish('crashed', null, reason);
  endGroup(folder);
}

/** The main thread is inside `process.exit`, blocked until this is done: the last words of the run. */
function noteExit(): void {
  if (!ended) {
    finish(
      'crashed',
      null,
      `the workload ended the engine: process.exit(${Atomics.load(words, control.exitCode)})`,
    );
  }
  Atomics.store(words, control.noted, 1);
  Atomics.notify(words, control.noted);
}

function finish(outcome: Outcome, wallMs: Measured, message: string | null): void {
  if (ended) return;
  ended = true;
  const how = outcome === 'crashed' ? outcome : (cancelled ?? outcome);
  const events: RunEvent[] = watch?.finish(how) ?? [];
  const since = watch?.runningSinceMs ?? null;
  const wall = wallMs ?? (since === null ? null : roundMs(clock() - since));
  events.push({ type: 'run-ended', atMs: roundMs(clock()), outcome: how, wallMs: wall, message });
  pipe.write(events);
}

port.on('message', (message: ToWatcher) => {
  switch (message.type) {
    case 'table':
      return watch?.setTable(message, cancelled !== null);
    case 'phase':
      watch?.setPhase(message.phase, message.atMs);
      return tell({ type: 'phase-noted' });
    case 'event':
      return ended ? undefined : pipe.write([message.event]);
    case 'server':
      return watch?.addServer(message.pid);
    case 'finish':
      finish(message.outcome, message.wallMs, message.message);
      return tell({ type: 'finished' });
  }
});

const commands = new Socket({ fd: commandFd, readable: true, writable: false });
commands.on(
  'data',
  lineSplitter((line) => {
    try {
      onCommand(decodeCommand(line));
    } catch (error) {
      // A host of another version: say so and end, rather than run something else than was asked for.
      finish('crashed', null, error instanceof Error ? error.message : String(error));
      endGroup(folder);
    }
  }),
);
// No host any more: nobody could see or stop what still runs here.
commands.on('end', () => endGroup(folder));
commands.on('error', () => endGroup(folder));
