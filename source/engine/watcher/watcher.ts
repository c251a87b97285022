/** The watcher as a thread beside the engine's main loop. */
import { parentPort, workerData } from 'node:worker_threads';
import { createClock } from '../../telemetry/clock.ts';
import { LibuvProbe } from '../../telemetry/probes/libuv.ts';
import { threadCpuMs } from '../../telemetry/probes/this-thread.ts';
import { eventFd } from '../../watcher/event-pipe.ts';
import type { ToWatcher } from '../../watcher/messages.ts';
import { Watcher } from '../../watcher/watcher.ts';
import { control, type WatcherData } from '../messages.ts';
import { KindsOfThreads } from './kinds-of-threads.ts';
import { libuvThreads } from './libuv-threads.ts';

const port = parentPort!;
const data = workerData as WatcherData;
const words = new Int32Array(data.control);
const libuv = new LibuvProbe(createClock(data.originMs), eventFd);
const poolSize = libuvThreads();
const kinds = new KindsOfThreads();

const watcher = new Watcher(
  {
    engine: {
      runtime: 'node',
      version: process.versions.node,
      pid: process.pid,
      platform: process.platform,
      heapLimitBytes: data.heapLimitBytes,
      figures: [{ name: 'libuvThreads', title: "size of libuv's pool", value: poolSize, unit: 'threads' }],
    },
    originMs: data.originMs,
    fileHolds: 'children',
    figures: () => {
      const figures = [...libuv.take(), ...kinds.take()];
      libuv.ask();
      return figures;
    },
    watcherCpuMs: threadCpuMs,
    onLook: noteExit,
  },
  (message) => port.postMessage(message),
);
port.on('message', (message: ToWatcher) => watcher.receive(message));

/** The main thread may be inside `process.exit`, blocked until this is done: the last words of the run. */
function noteExit(): void {
  if (Atomics.load(words, control.exiting) !== 1) return;
  const code = Atomics.load(words, control.exitCode);
  watcher.finish('crashed', null, `your code called process.exit(${code}), which ended the engine process`);
  Atomics.store(words, control.noted, 1);
  Atomics.notify(words, control.noted);
}
