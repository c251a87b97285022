/** Looks at a watched process from a thread inside of it, and tells Heddle what it sees. */
import { readFileSync } from 'node:fs';
import { createConnection } from 'node:net';
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { MainThread } from '../looks/main-thread.ts';
import { StackTaker } from '../looks/stack-taker.ts';
import { readCores } from '../machine/cores.ts';
import { countsFrom, machineOf } from '../machine/started.ts';
import { lineSplitter } from '../protocol/lines.ts';
import { decodeAsked } from '../protocol/profile.ts';
import { beatPeriodMs, defaultSampleIntervalMs, roundMs } from '../protocol/units.ts';
import type { LaneKind } from '../protocol/vital-events.ts';
import type { WatchEvent } from '../protocol/watch-events.ts';
import { createClock } from '../telemetry/clock.ts';
import { threadCpuMs } from '../telemetry/probes/this-thread.ts';
import { SharedTable } from '../telemetry/shared-table.ts';
import { laneState } from '../telemetry/table-layout.ts';
import { RunWatch } from '../watcher/run-watch.ts';
import { AllRequests } from './all-requests.ts';
import { writeNow } from './last-words.ts';
import { control, mostLanes, type WatcherData } from './messages.ts';
import { Profiler } from './profiler.ts';
import { RequestTable } from './request-table.ts';
import { Rest, restSampleMs } from './rest.ts';
import type { RouteRow } from './routes.ts';
import { sendProfile } from './send-profile.ts';
import { Teller } from './teller.ts';

/** As an engine's watcher, while the loop is late: it is so before a stack is asked for. */
const lookEveryMs = 20;
/** While the loop turns: every beat is kept for longer, and one that is late is still seen before it is late enough to be asked. */
const turnsEveryMs = 60;

const data = workerData as WatcherData;
const words = new Int32Array(data.control);
const table = new SharedTable(mostLanes, 0, data.buffer);
const clock = createClock(data.originMs);
const cores = readCores();
const requests = new AllRequests(table.lanes, new RequestTable(data.requests), data.ofThreads);
const mainThread = new MainThread({
  ...{ taker: new StackTaker(words), asksEarly: false, ownChildren: 0 },
  requests: requests.beside(data.sight),
});
const rest = new Rest();
// Heddle ends its half to be left alone; what is to be said to that goes out on the other.
const socket = createConnection({ path: data.socket, allowHalfOpen: true });

const teller = new Teller(socket);
const tell = (events: readonly WatchEvent[]) => teller.tell(events);
const profiler = new Profiler({
  ...{ words, clock, send: (text, signal) => sendProfile(socket, text, signal) },
  // They are few, and nothing comes in the place of one that is left out.
  tell: (event) => void socket.write(`${JSON.stringify(event)}\n`),
});

const engine = {
  runtime: 'node',
  version: process.versions.node,
  pid: process.pid,
  platform: process.platform,
  path: process.execPath,
  lock: null,
  heapLimitBytes: data.heapLimitBytes,
  figures: [],
} as const;

const watch = new RunWatch({
  subject: {
    engine: { ...engine, figures: [] },
    fileHolds: 'children',
    figures: () => [],
    watcherCpuMs: () => {
      const cpuMs = threadCpuMs();
      return cpuMs === null ? null : cpuMs + mainThread.looksMs;
    },
    onlooker: mainThread,
    isStudied: false,
    lock: () => null,
    rest: { sampleIntervalMs: restSampleMs, sinceMs: () => rest.sinceMs },
    onLook: () => {},
  },
  sampleIntervalMs: defaultSampleIntervalMs,
  clock,
  cores,
  write: (events) => tell(events as readonly WatchEvent[]),
});

let isLoaded = data.how === 'attached';
let timer: NodeJS.Timeout | null = null;

socket.once('connect', () => {
  Atomics.store(words, control.booted, 1);
  tell(isLoaded ? [started(), { type: 'loaded', atMs: 0 }] : [started()]);
  const laneKinds = Array.from(
    { length: mostLanes },
    (_, lane): LaneKind => (lane === 0 ? 'loop' : 'thread'),
  );
  watch.setTable({ type: 'table', buffer: data.buffer, laneKinds, tasks: 0, file: null }, false);
  lookLater();
  const exit = Atomics.waitAsync(words, control.exiting, 0);
  if (exit.async) void exit.value.then(sayLastWords);
  else sayLastWords();
});
socket.on('data', lineSplitter(take));
// Heddle is gone, or asks for no more.
socket.on('end', leave);
socket.on('error', leave);

/** What it does not know is not asked of it. */
function take(line: string): void {
  const asked = decodeAsked(line);
  if (asked && !table.cancelled) void profiler.take(asked.forMs);
}

/** All that is in the program ends by itself at its next beat, and this thread after it. */
function leave(): void {
  if (table.cancelled) return;
  profiler.cancel();
  Atomics.store(words, control.booted, 0);
  table.cancel();
  if (timer) clearInterval(timer);
  timer = setInterval(endOnceAlone, lookEveryMs);
}

/** It goes on. */
const unknown = { exitCode: null, signal: null };

function endOnceAlone(): void {
  if (table.lanes[0]!.state === laneState.open) return;
  if (timer) clearInterval(timer);
  const ended: WatchEvent = { type: 'watch-ended', atMs: roundMs(clock()), how: 'detached', ...unknown };
  socket.end(`${JSON.stringify(ended)}\n`);
}

/** As far as is known: its next beat is not late yet. */
function loopTurns(): boolean {
  const { lastBeat, periodMs } = table.lanes[0]!;
  return clock() - (lastBeat?.atMs ?? 0) < periodMs + beatPeriodMs / 2;
}

function lookLater(): void {
  timer = setTimeout(
    () => {
      lookLater();
      look();
    },
    loopTurns() ? turnsEveryMs : lookEveryMs,
  );
}

function look(): void {
  if (!isLoaded) noteLoaded();
  watch.tick();
  takeCounted();
  const nowMs = clock();
  requests.look(nowMs, table.lanes[0]!.lastBeat?.atMs ?? 0);
  const { user, system } = process.cpuUsage();
  const usedMs = (user + system) / 1e3;
  const sleeps = table.lanes[0]!.periodMs > beatPeriodMs && loopTurns();
  rest.look({ nowMs, usedMs, sleeps, isAsked: requests.isAsked });
  // What is not told now is told with the next.
  if (!teller.isFull) tell(requests.changes(clock()));
}

/** Nobody is woken for it: it is due at the next look. */
function takeCounted(): void {
  for (let given = receiveMessageOnPort(parentPort!); given; given = receiveMessageOnPort(parentPort!)) {
    requests.count(given.message as readonly RouteRow[]);
    Atomics.store(words, control.handed, 0);
  }
}

/** The beat at its start is none of the loop's. */
function noteLoaded(): void {
  const beatMs = table.lanes[0]!.lastBeat?.atMs ?? null;
  if (beatMs === data.firstBeatMs || beatMs === null) return;
  isLoaded = true;
  tell([{ type: 'loaded', atMs: roundMs(beatMs) }]);
}

function sayLastWords(): void {
  const ended: WatchEvent = {
    ...{ type: 'watch-ended', atMs: roundMs(clock()), how: 'exited' },
    exitCode: Atomics.load(words, control.exitCode),
    signal: null,
  };
  look();
  requests.look(clock(), Number.NaN);
  tell(requests.changes(clock(), true));
  writeNow(socket, `${JSON.stringify(ended)}\n`);
  Atomics.store(words, control.noted, 1);
  Atomics.notify(words, control.noted);
}

function started(): WatchEvent {
  return {
    type: 'watch-started',
    ...countsFrom(data.originMs),
    target: {
      how: data.how,
      pid: process.pid,
      parentPid: process.ppid,
      command: commandLine(),
      folder: process.cwd(),
    },
    engine: { ...engine, figures: [] },
    machine: machineOf(cores),
    requests: data.sight,
    stacks: true,
    unavailable: [],
  };
}

function commandLine(): string[] {
  try {
    return readFileSync('/proc/self/cmdline', 'utf8').split('\0').slice(0, -1);
  } catch {
    return process.argv;
  }
}
