// Speed-up of bare worker_threads or fork() over a plain loop: the tasks are dealt out beforehand, evenly.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { task } from './sum.mjs';

const [kind, tasks, lanes, numbers] = process.argv
  .slice(2)
  .map((word, at) => (at === 0 ? word : Number(word)));
const file = fileURLToPath(new URL('./bare-lane.mjs', import.meta.url));

const workers = Array.from({ length: lanes }, () => (kind === 'threads' ? new Worker(file) : fork(file)));
await Promise.all(workers.map((worker) => once(worker, 'message')));

let began = performance.now();
for (let i = 0; i < tasks; i++) task(numbers);
const sequentialMs = performance.now() - began;

began = performance.now();
await Promise.all(
  workers.map((worker, lane) => {
    const share = Math.floor((tasks + lane) / lanes);
    const message = { share, numbers };
    if (kind === 'threads') worker.postMessage(message);
    else worker.send(message);
    return once(worker, 'message');
  }),
);
const parallelMs = performance.now() - began;
console.log(JSON.stringify({ speedUp: sequentialMs / parallelMs }));
for (const worker of workers) kind === 'threads' ? await worker.terminate() : worker.kill();
