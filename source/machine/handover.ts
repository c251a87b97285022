import { spawn } from 'node:child_process';
import { Worker } from 'node:worker_threads';
import type { Interpreter } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';
import { measurePythonHandover } from './python-handover.ts';

/** Until V8 has compiled both ends, and the ends know each other. */
const warmUps = 100;
/** Enough for a median that repeats within a tenth: 10 ms of messages. */
const messages = 300;
/** A machine that needs longer to start one of the two has no time for it. */
const patienceMs = 3000;

/** The other end: sends back what it gets. */
const thread =
  "const { parentPort } = require('node:worker_threads'); parentPort.on('message', (m) => parentPort.postMessage(m));";
const child = "process.on('message', (m) => process.send(m));";

type End = {
  send(message: number): void;
  onMessage(listener: () => void): void;
  onFailure(listener: () => void): void;
  close(): void;
};

/**
 * How long it takes to send a number to a lane and to get it back, in milliseconds, the median of some hundred: what a pool
 * pays for each task that it hands out. Null where no lane could be started. `interpreter`: what is to run the tasks; null
 * for Node.js.
 */
export async function measureHandover(
  interpreter: Interpreter | null,
): Promise<{ readonly thread: Measured; readonly process: Measured }> {
  if (interpreter !== null) return measurePythonHandover(interpreter);
  // One after the other: side by side they would wait for each other's cores.
  const ofThread = await roundTrip(startThread);
  return { thread: ofThread, process: await roundTrip(startProcess) };
}

function startThread(): End {
  const worker = new Worker(thread, { eval: true });
  return {
    send: (message) => worker.postMessage(message),
    onMessage: (listener) => void worker.on('message', listener),
    onFailure: (listener) => void worker.on('error', listener),
    close: () => void worker.terminate(),
  };
}

function startProcess(): End {
  const lane = spawn(process.execPath, ['-e', child], { stdio: ['ignore', 'ignore', 'ignore', 'ipc'] });
  return {
    send: (message) => void lane.send(message),
    onMessage: (listener) => void lane.on('message', listener),
    onFailure: (listener) => void lane.on('error', listener).on('exit', listener),
    close: () => void lane.kill(),
  };
}

function roundTrip(start: () => End): Promise<Measured> {
  const { promise, resolve } = Promise.withResolvers<Measured>();
  const times: number[] = [];
  let sent = 0;
  let sentMs = 0;
  const end = start();
  const late = setTimeout(() => finish(null), patienceMs);

  function finish(result: Measured): void {
    clearTimeout(late);
    resolve(result);
    end.close();
  }

  function next(): void {
    if (sent === warmUps + messages) {
      const sorted = times.toSorted((a, b) => a - b);
      finish(sorted[sorted.length >> 1]!);
      return;
    }
    sent++;
    sentMs = performance.now();
    end.send(sent);
  }

  end.onMessage(() => {
    if (sent > warmUps) times.push(performance.now() - sentMs);
    next();
  });
  end.onFailure(() => finish(null));
  next();
  return promise;
}
