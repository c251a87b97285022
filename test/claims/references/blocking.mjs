// Two calls on one loop, each `ms` long: blocking, awaited, and made by worker threads. The article's 4 : 2 : 2.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const ms = Number(process.argv[2]);
const cell = new Int32Array(new SharedArrayBuffer(4));
const body = `
  const { parentPort, workerData } = require('node:worker_threads');
  const cell = new Int32Array(new SharedArrayBuffer(4));
  parentPort.on('message', () => { Atomics.wait(cell, 0, 0, workerData); parentPort.postMessage('done'); });
  parentPort.postMessage('ready');`;
const workers = [0, 1].map(() => new Worker(body, { eval: true, workerData: ms }));
await Promise.all(workers.map((worker) => once(worker, 'message')));

const calls = {
  blocking: async () => void Atomics.wait(cell, 0, 0, ms),
  cooperative: () => sleep(ms),
  offloaded: (task) => {
    workers[task].postMessage('call');
    return once(workers[task], 'message');
  },
};
const took = {};
for (const [how, call] of Object.entries(calls)) {
  const began = performance.now();
  await Promise.all([0, 1].map(call));
  took[how] = performance.now() - began;
}
console.log(JSON.stringify(took));
for (const worker of workers) await worker.terminate();
