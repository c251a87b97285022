/** The watcher as a thread beside the engine's main loop. */
import { parentPort, workerData } from 'node:worker_threads';
import { MainThread } from '../../looks/main-thread.ts';
import { StackTaker } from '../../looks/stack-taker.ts';
import type { Figure } from '../../protocol/vital-events.ts';
import { createClock } from '../../telemetry/clock.ts';
import { LibuvProbe } from '../../telemetry/probes/libuv.ts';
import { threadCpuMs } from '../../telemetry/probes/this-thread.ts';
import { eventFd } from '../../watcher/event-pipe.ts';
import { Watcher } from '../../watcher/watcher.ts';
import { control, type FromMain, type ToMain, type WatcherData } from '../messages.ts';
import { KindsOfThreads } from './kinds-of-threads.ts';
import { libuvThreads } from './libuv-threads.ts';

const port = parentPort!;
const data = workerData as WatcherData;
const words = new Int32Array(data.control);
const libuv = new LibuvProbe(createClock(data.originMs), eventFd);
const poolSize = libuvThreads();
const kinds = new KindsOfThreads();
/** What the main thread told since the last sample. */
let told: readonly Figure[] = [];

const watcher = new Watcher(
  data.originMs,
  ({ stacks }) => {
    const mainThread = new MainThread({
      taker: stacks ? new StackTaker(words) : null,
      asksEarly: false,
      // The keeper of its group.
      ownChildren: 1,
    });
    return {
      engine: {
        runtime: 'node',
        version: process.versions.node,
        pid: process.pid,
        platform: process.platform,
        path: null,
        lock: null,
        heapLimitBytes: data.heapLimitBytes,
        figures: [{ name: 'libuvThreads', title: "size of libuv's pool", value: poolSize, unit: 'threads' }],
      },
      fileHolds: 'children',
      figures: () => {
        const pool = libuv.take();
        if (libuv.isFull) port.postMessage({ type: 'pool-full' } satisfies ToMain);
        const figures = [...pool, ...kinds.take(), ...told];
        told = [];
        libuv.ask();
        return figures;
      },
      watcherCpuMs: () => {
        const cpuMs = threadCpuMs();
        return cpuMs === null ? null : cpuMs + mainThread.looksMs;
      },
      onlooker: mainThread,
      isStudied: false,
      lock: () => null,
      onLook: noteExit,
    };
  },
  (message) => port.postMessage(message),
);
port.on('message', (message: FromMain) => {
  if (message.type === 'figures')
    told = [
      ...told.filter(({ name }) => !message.figures.some((one) => one.name === name)),
      ...message.figures,
    ];
  else watcher.receive(message);
});

/** The main thread may be inside `process.exit`, blocked until this is done: the last words of the run. */
function noteExit(): void {
  if (Atomics.load(words, control.exiting) !== 1) return;
  const code = Atomics.load(words, control.exitCode);
  watcher.finish('crashed', null, `your code called process.exit(${code}), which ended the engine process`);
  Atomics.store(words, control.noted, 1);
  Atomics.notify(words, control.noted);
}
