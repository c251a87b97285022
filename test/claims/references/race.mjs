// Two tasks count in the same memory: threads without a lock, threads with one, and a loop that awaits in between.
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';

const [updates, lockedUpdates, loopUpdates] = process.argv.slice(2).map(Number);
const body = `
  const { parentPort, workerData: { memory, times, locked } } = require('node:worker_threads');
  const cells = new Int32Array(memory);
  function plain() { for (let i = 0; i < times; i++) { const seen = cells[0]; cells[0] = seen + 1; } }
  function guarded() {
    for (let i = 0; i < times; i++) {
      while (Atomics.compareExchange(cells, 1, 0, 1) !== 0) Atomics.wait(cells, 1, 1, 1);
      const seen = cells[0];
      cells[0] = seen + 1;
      Atomics.store(cells, 1, 0);
      Atomics.notify(cells, 1, 1);
    }
  }
  parentPort.on('message', () => { (locked ? guarded : plain)(); parentPort.postMessage('done'); });
  parentPort.postMessage('ready');`;

async function inThreads(times, locked) {
  const memory = new SharedArrayBuffer(8);
  const workerData = { memory, times, locked };
  const workers = [0, 1].map(() => new Worker(body, { eval: true, workerData }));
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  for (const worker of workers) worker.postMessage('go');
  await Promise.all(workers.map((worker) => once(worker, 'message')));
  for (const worker of workers) await worker.terminate();
  return 2 * times - new Int32Array(memory)[0];
}

async function onLoop(times) {
  let counter = 0;
  const task = async () => {
    for (let i = 0; i < times; i++) {
      const seen = counter;
      await null;
      counter = seen + 1;
    }
  };
  await Promise.all([task(), task()]);
  return 2 * times - counter;
}

const unlocked = await inThreads(updates, false);
const locked = await inThreads(lockedUpdates, true);
const loop = await onLoop(loopUpdates);
console.log(JSON.stringify({ unlocked, locked, loopRatio: loop / (2 * loopUpdates) }));
