import { getHeapStatistics } from 'node:v8';
import { setEnvironmentData, Worker } from 'node:worker_threads';
import { endLooks } from '../looks/end-looks.ts';
import { offerLook } from '../looks/offer-look.ts';
import { monotonicMs } from '../machine/clock.ts';
import { beatPeriodMs } from '../protocol/units.ts';
import type { Target } from '../protocol/watch-events.ts';
import { createClock } from '../telemetry/clock.ts';
import { beatRing, startHeartbeat } from '../telemetry/heartbeat.ts';
import { MemoryRecorder } from '../telemetry/recorder.ts';
import { SharedTable } from '../telemetry/shared-table.ts';
import { FastRequests } from './fast-requests.ts';
import { HandOver } from './hand-over.ts';
import { control, mostLanes, socketVariable, tableName, type WatcherData } from './messages.ts';
import type { TableData } from './observe-thread.ts';
import { quiet } from './quiet.ts';
import { RequestTable } from './request-table.ts';
import { observeRequests } from './requests.ts';
import { threadMemory } from './thread-requests.ts';

/** A loop with nothing to do beats so often: that it is held is then seen 20 ms later on average. */
const restMs = 40;
/** What the watcher's thread makes is soon of no use again: more room for it would be memory of the program's. */
const resourceLimits = { maxYoungGenerationSizeMb: 1 };
/** How long a process that ends waits for its watcher's last words; they take a few milliseconds. */
const lastWordsMs = 50;

type Options = {
  readonly socket: string;
  readonly how: Target['how'];
  /** The watcher's code: a file, or, where nothing is to be read from disk, its text. */
  readonly watcher: string;
  readonly isText: boolean;
};

/**
 * Puts the calling main thread under observation: a heartbeat of 10 ms on its loop, and a thread that looks at it and tells Heddle.
 * Neither keeps the program from its end. All of it is gone again once Heddle asks for that, or is no longer there.
 */
export function observe({ socket, how, watcher, isText }: Options): void {
  const originMs = monotonicMs();
  const clock = createClock(originMs);
  const table = new SharedTable(mostLanes, 0);
  const words = new Int32Array(new SharedArrayBuffer(control.words * 4));
  const recorder = new MemoryRecorder(table, 0);
  // The process's main thread has the process's number.
  recorder.open(process.platform === 'linux' ? process.pid : 0, beatPeriodMs);
  const cancellation = { requested: false, request: stop };
  const requestTable = new RequestTable();
  const fast = new FastRequests();
  const handOver = new HandOver(fast, words);
  const requests = observeRequests({ clock, table: requestTable, fast });
  const noteBeat = beatRing(table);
  const stopHeartbeat = startHeartbeat({
    ...{ recorder, cancellation, clock, periodMs: beatPeriodMs, restMs, telemetry: true, keepsAlive: false },
    onBeat: (atMs, ...beat) => {
      requests.write();
      handOver.beat(atMs);
      return noteBeat(atMs, ...beat);
    },
  });
  const withdrawLook = offerLook({
    ...{ clock, record: table.lanes[0]! },
    request: () => {
      requests.write();
      return requests.current();
    },
    ...{ begun: () => 0, entry: () => null },
  });
  const ofThreads = threadMemory();
  const found: TableData = { buffer: table.buffer, originMs, requests: ofThreads };
  setEnvironmentData(tableName, found as never);
  const data: WatcherData = {
    ...{ socket, how, originMs, buffer: table.buffer, control: words.buffer as SharedArrayBuffer },
    firstBeatMs: table.lanes[0]!.lastBeat?.atMs ?? null,
    heapLimitBytes: getHeapStatistics().heap_size_limit,
    ...{ requests: requestTable.buffer, ofThreads, sight: requests.sight },
  };
  const onExit = quiet((code: number) => {
    requests.write();
    handOver.give();
    lastWords(words, code);
  });
  process.on('exit', onExit);
  try {
    const thread = new Worker(watcher, {
      ...{ eval: isText, workerData: data, execArgv: [], resourceLimits, env: withoutProbe(process.env) },
      name: 'heddle-watch',
    });
    thread.unref();
    handOver.to(thread);
    // Where there is no room for a thread, the program goes on without one.
    thread.on('error', stop);
  } catch (error) {
    stop();
    throw error;
  }

  function stop(): void {
    cancellation.requested = true;
    stopHeartbeat();
    requests.stop();
    process.off('exit', onExit);
    withdrawLook();
    setEnvironmentData(tableName, undefined as never);
    // Its watcher waits for that.
    table.lanes[0]!.close();
  }
}

/** The watcher would observe itself. */
function withoutProbe({ NODE_OPTIONS, [socketVariable]: _, ...env }: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return env;
}

function lastWords(words: Int32Array, code: number): void {
  endLooks(words);
  // A program too short to be observed is not kept waiting.
  if (Atomics.load(words, control.booted) === 0) return;
  Atomics.store(words, control.exitCode, code);
  Atomics.store(words, control.exiting, 1);
  Atomics.notify(words, control.exiting);
  Atomics.wait(words, control.noted, 0, lastWordsMs);
}
