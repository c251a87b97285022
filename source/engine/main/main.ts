/**
 * The Node engine: a process that is given one plan, runs it and reports what happens. This is its main thread, whose
 * event loop is under observation; all talk with the host is the watcher's.
 */
import { getHeapStatistics } from 'node:v8';
import { Worker } from 'node:worker_threads';
import { endLooks } from '../../looks/end-looks.ts';
import { atPlace } from '../../looks/place.ts';
import { monotonicMs } from '../../machine/clock.ts';
import type { StartCommand } from '../../protocol/commands.ts';
import { roundMs } from '../../protocol/units.ts';
import { EventPipe } from '../../watcher/event-pipe.ts';
import { Keeper } from '../../watcher/keeper.ts';
import { entryOf } from '../entry.ts';
import { describeError } from '../lane/failure.ts';
import { control, type FromMain, type ToMain, type WatcherData } from '../messages.ts';
import { friendlyReason } from './crash.ts';
import { EngineRun } from './run.ts';

let run: EngineRun | null = null;
let finished = false;

/** How long a dying engine waits for its watcher's last words. The watcher looks every 20 ms. */
const lastWordsMs = 500;

const words = new Int32Array(new SharedArrayBuffer(control.words * 4));
const originMs = monotonicMs();
const heapLimitBytes = getHeapStatistics().heap_size_limit;
const data: WatcherData = { control: words.buffer as SharedArrayBuffer, originMs, heapLimitBytes };
const watcher = startWatcher();
// While the watcher starts: nothing that a workload starts is older.
const keeper = new Keeper();
const tell = (message: FromMain) => watcher.postMessage(message);

function finish(message: Extract<FromMain, { type: 'finish' }>): void {
  if (finished) return;
  finished = true;
  tell(message);
}

async function start(command: StartCommand): Promise<void> {
  try {
    run = new EngineRun(command, originMs, tell);
    finish(await run.complete());
  } catch (error) {
    finish({ type: 'finish', outcome: 'crashed', wallMs: null, message: describeError(error).message });
  }
}

function startWatcher(): Worker {
  try {
    const worker = new Worker(entryOf('watcher'), { workerData: data });
    return worker.on('error', endWithoutWatcher);
  } catch (error) {
    return endWithoutWatcher(error);
  }
}

/** Nobody else can tell the host any more, and nobody is left to be told by it. */
function endWithoutWatcher(error: unknown): never {
  const { message, code } = describeError(error);
  finished = true;
  const atMs = roundMs(monotonicMs() - originMs);
  const why = `the watcher thread of the engine failed: ${friendlyReason(message, code)}`;
  new EventPipe(() => {}).write([
    { type: 'run-ended', atMs, outcome: 'crashed', wallMs: null, message: why },
  ]);
  process.exit(1);
}

watcher.on('message', (message: ToMain) => {
  if (message.type === 'start') void start(message.command);
  else if (message.type === 'cancel') run?.cancel();
  else if (message.type === 'phase-noted') run?.phaseNoted();
  else if (message.type === 'pool-full') run?.poolFull();
  else
    void Promise.all([keeper.end(), handedOver('stdout'), handedOver('stderr')]).then(() => process.exit(0));
});

/** A full pipe takes no more for the moment: what was printed and waits for it, the end of this process would drop. */
function handedOver(name: 'stdout' | 'stderr'): Promise<void> {
  const stream = process[name];
  const waits = stream.writable && stream.writableLength > 0;
  return new Promise((done) => (waits ? stream.write('', () => done()) : done()));
}

/** An error nobody caught: the workload's, or that there is no room for a thread in a dead one's place. The run is over. */
process.on('uncaughtException', (error) => {
  const { name, message, code, place } = describeError(error);
  const why =
    code === 'ERR_WORKER_INIT_FAILED'
      ? friendlyReason(message, code)
      : `an error that your code did not catch: ${name}: ${message}${atPlace(place)}`;
  finish({ type: 'finish', outcome: 'crashed', wallMs: null, message: why });
});

// The workload may call `process.exit`: nothing asynchronous runs any more, but the watcher does.
process.on('exit', (code) => {
  endLooks(words);
  if (finished) return;
  Atomics.store(words, control.exitCode, code);
  Atomics.store(words, control.exiting, 1);
  Atomics.wait(words, control.noted, 0, lastWordsMs);
});
