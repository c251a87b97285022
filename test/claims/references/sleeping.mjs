// Two sleeping tasks by one: as worker threads and as timers awaited together. Nothing of Heddle.
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';

const ms = Number(process.argv[2]);
const body = `
  const { parentPort, workerData } = require('node:worker_threads');
  const cell = new Int32Array(new SharedArrayBuffer(4));
  parentPort.on('message', () => { Atomics.wait(cell, 0, 0, workerData); parentPort.postMessage('slept'); });
  parentPort.postMessage('ready');`;

const workers = [0, 1].map(() => new Worker(body, { eval: true, workerData: ms }));
await Promise.all(workers.map((worker) => once(worker, 'message')));

async function timed(work) {
  const began = performance.now();
  await work();
  return performance.now() - began;
}
const sleepIn = (worker) => {
  worker.postMessage('sleep');
  return once(worker, 'message');
};

const oneThread = await timed(() => sleepIn(workers[0]));
const twoThreads = await timed(() => Promise.all(workers.map(sleepIn)));
const oneTimer = await timed(() => sleep(ms));
const twoTimers = await timed(() => Promise.all([sleep(ms), sleep(ms)]));
console.log(JSON.stringify({ threads: twoThreads / oneThread, timers: twoTimers / oneTimer }));
for (const worker of workers) await worker.terminate();
