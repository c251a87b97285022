import { expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import type { Sizing } from '../../source/guide/decision.ts';
import type { Machine } from '../../source/guide/question.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const none = { poolThreads: null, poolProcesses: null, libuvThreads: null };
const io = 'cpu=no io=yes';

/** Answers, what is different of the machine (4 cores, 8 GB), and the sizes. */
const table: [answers: string, machine: Partial<Machine>, sizes: Partial<Sizing>, says: RegExp][] = [
  [
    'cpu=yes',
    {},
    { concurrency: 4, counts: 'processes', ...none },
    /^4 processes \(one for each of 4 cores\), 15 MB each in Node\.js\.$/,
  ],
  ['cpu=yes runtime=node', {}, { concurrency: 4, counts: 'threads', ...none }, /13 MB each\.$/],
  ['cpu=yes runtime=cpython', {}, { concurrency: 4, counts: 'processes' }, /14 MB each\.$/],
  // What was measured on this machine comes before what was measured elsewhere; it is of Node.js.
  [
    'cpu=yes runtime=node memory=256mb',
    { effectiveCores: 16, laneBytes: { thread: 20e6, process: null } },
    { concurrency: 5 },
    /^5 threads in 103 MB, 20 MB each, measured here\. 16/,
  ],
  [
    'cpu=yes runtime=cpython',
    { laneBytes: { thread: 20e6, process: 99e6 } },
    { concurrency: 4 },
    /, 14 MB each\.$/,
  ],
  // What waits on a loop is called as its runtime calls it.
  [
    `${io} scale=framework runtime=cpython connections=hundreds`,
    {},
    { concurrency: 500, counts: 'tasks' },
    /^500 tasks .* 64 KB each \(1\.1 to 1\.5 KB for the task, the rest for its connection\)/,
  ],
  [
    `${io} scale=framework runtime=node connections=hundreds`,
    {},
    { concurrency: 500, counts: 'promises' },
    /^500 promises .* \(1 KB for the promise, the rest for its connection\)/,
  ],
  ['cpu=yes', { effectiveCores: 1.5 }, { concurrency: 2 }, /1\.50 cores, rounded up/],
  ['cpu=yes', { effectiveCores: 0.5 }, { concurrency: 1 }, /0\.50 cores, rounded up/],
  ['cpu=yes goal=latency', {}, { concurrency: 3 }, /minus one that stays free/],
  ['cpu=yes goal=latency', { effectiveCores: 1 }, { concurrency: 1 }, /one for 1 core, minus/],
  // The program itself takes 50 MB, and half of the other 206 is for what the tasks hold: 6 by 15 MB, 7 by 13 MB.
  [
    'cpu=yes memory=256mb',
    { effectiveCores: 16 },
    { concurrency: 6 },
    /^6 processes in 103 MB, 15 MB each in Node\.js\. 16 \(one for .*\) would not fit\. Memory: of 256 MB the program takes 50 MB; half of the rest is for/,
  ],
  [
    'cpu=yes',
    { availableMemoryBytes: 100e6 },
    { concurrency: 1 },
    /^1 process in 15 MB, 15 MB each .* of 80 MB the program takes 50 MB/,
  ],
  // Not even the program has room.
  [
    'cpu=yes',
    { availableMemoryBytes: 50e6 },
    { concurrency: 1 },
    /^1 process, the least there can be, without room even for that/,
  ],
  [
    'cpu=yes runtime=cpython',
    { availableMemoryBytes: 80e6 },
    { concurrency: 1 },
    /of 64 MB the program takes 24 MB/,
  ],
  [
    'cpu=yes runtime=node cycles=libuv',
    {},
    { concurrency: 4, counts: 'promises', libuvThreads: 4 },
    /UV_THREADPOOL_SIZE/,
  ],
  [
    'cpu=yes cycles=libuv',
    { effectiveCores: 16 },
    { concurrency: 16, libuvThreads: 16 },
    /one thread for each of 16 cores/,
  ],
  ['cpu=yes cycles=libuv', { effectiveCores: 2 }, { libuvThreads: 4 }, /at least the usual 4/],
  [
    `${io} scale=thousands`,
    {},
    { concurrency: 10_000, counts: 'promises', ...none },
    /64 KB each \(1 KB for the promise/,
  ],
  [
    `${io} scale=thousands`,
    { availableMemoryBytes: 80e6 },
    { concurrency: 109 },
    /109 promises in 7\.0 MB, 64 KB each/,
  ],
  [`${io} scale=framework connections=tens`, {}, { concurrency: 50 }, /tens wait at once/],
  [`${io} scale=few`, {}, { concurrency: 16, counts: 'threads' }, /a number to start with/],
  [
    `${io} scale=few connections=hundreds`,
    { availableMemoryBytes: 16e9 },
    { concurrency: 256 },
    /for hundreds of blocking calls/,
  ],
  [
    `${io} scale=legacy runtime=node connections=hundreds memory=256mb`,
    {},
    { concurrency: 7 },
    /^7 threads in 103 MB, 13 MB each\. 256 \(for hundreds of blocking calls at once\) would not fit\./,
  ],
  [
    `${io} scale=few runtime=cpython connections=hundreds memory=256mb`,
    {},
    { concurrency: 256 },
    /16 KB each/,
  ],
  [
    `${io} scale=legacy isolation=crash`,
    {},
    { concurrency: 8, counts: 'processes' },
    /^8 processes \(a number to start with\)/,
  ],
  [
    `${io} scale=thousands mixed=heavy runtime=node`,
    {},
    { concurrency: 10_000, poolThreads: 4, poolProcesses: null },
    /Pool: 4 threads \(one for each/,
  ],
  [
    `${io} scale=thousands mixed=heavy runtime=cpython`,
    {},
    { poolThreads: null, poolProcesses: 4 },
    /Pool: /,
  ],
  [
    `${io} scale=thousands mixed=blocking runtime=cpython`,
    {},
    { poolThreads: 256, poolProcesses: null },
    /Pool: /,
  ],
  [`${io} scale=thousands isolation=untrusted`, {}, { poolThreads: null, poolProcesses: 8 }, /Pool: /],
  // Nobody said which runtime: in CPython threads behind the loop would share its lock.
  [`${io} scale=thousands mixed=heavy`, {}, { poolThreads: null, poolProcesses: 4 }, /Pool: /],
  // C code lets go of the lock: threads behind the loop are enough, unless they must be stopped.
  [
    'cpu=yes runtime=cpython cycles=native mixed=heavy',
    {},
    { poolThreads: 4, poolProcesses: null },
    /Pool: /,
  ],
  ['cpu=yes runtime=cpython cycles=native mixed=heavy cancel=yes', {}, { poolProcesses: 4 }, /Pool: /],
  // Half of what lanes may take is for the pool, and what it leaves for the loop: 3 by 13 MB, 64 MB by 64 KB.
  [
    `${io} scale=thousands library=no runtime=node memory=256mb`,
    {},
    { concurrency: 1000, poolThreads: 3 },
    /^Loop: 1000 promises in 64 MB, 64 KB each .* Pool: 3 threads in 52 MB, 13 MB each\. .* the pool may take half of what is left, and the loop may take what the pool leaves\.$/,
  ],
  ['cpu=no io=no', {}, { concurrency: 1, counts: 'task', ...none }, /nothing to size/],
];

test.each(table)('%s on %o', (answers, machine, sizes, says) => {
  const sizing = decide(answersOf(answers), { ...roomy, ...machine }).verdict!.sizing;
  expect(sizing).toMatchObject(sizes);
  expect(sizing.formula).toMatch(says);
});
