import { expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import type { Sizing } from '../../source/guide/decision.ts';
import type { Machine } from '../../source/guide/question.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const none = { poolThreads: null, poolProcesses: null, libuvThreads: null };
const io = 'cpu=no io=yes';

/** Answers, what is different of the machine (4 cores, 8 GB), and the sizes. */
const table: [answers: string, machine: Partial<Machine>, sizes: Partial<Sizing>, says: RegExp][] = [
  ['cpu=yes', {}, { concurrency: 4, counts: 'processes', ...none }, /one for each of 4\.00 cores; 55 MB/],
  ['cpu=yes runtime=node', {}, { concurrency: 4, counts: 'threads', ...none }, /13 MB each/],
  ['cpu=yes runtime=cpython', {}, { concurrency: 4, counts: 'processes' }, /15 MB each/],
  ['cpu=yes', { effectiveCores: 1.5 }, { concurrency: 2 }, /1\.50 cores, rounded up/],
  ['cpu=yes', { effectiveCores: 0.5 }, { concurrency: 1 }, /0\.50 cores, rounded up/],
  ['cpu=yes goal=latency', {}, { concurrency: 3 }, /less one that stays free/],
  ['cpu=yes goal=latency', { effectiveCores: 1 }, { concurrency: 1 }, /1\.00 cores/],
  ['cpu=yes memory=256mb', { effectiveCores: 16 }, { concurrency: 4 }, /256 MB by 55 MB each, instead of 16/],
  ['cpu=yes', { availableMemoryBytes: 100e6 }, { concurrency: 1 }, /80 MB by 55 MB/],
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
    /each of 16\.00 cores/,
  ],
  ['cpu=yes cycles=libuv', { effectiveCores: 2 }, { libuvThreads: 4 }, /never fewer than 4/],
  [`${io} scale=thousands`, {}, { concurrency: 10_000, counts: 'promises', ...none }, /64 KB each/],
  [`${io} scale=thousands`, { availableMemoryBytes: 80e6 }, { concurrency: 1000 }, /64 MB by 64 KB/],
  [`${io} scale=framework connections=tens`, {}, { concurrency: 50 }, /tens waiting/],
  [`${io} scale=few`, {}, { concurrency: 16, counts: 'threads' }, /16 calls that block at once/],
  [`${io} scale=few connections=hundreds`, {}, { concurrency: 256 }, /256 calls/],
  [`${io} scale=few connections=hundreds memory=256mb`, {}, { concurrency: 19 }, /256 MB by 13 MB each/],
  [
    `${io} scale=few runtime=cpython connections=hundreds memory=256mb`,
    {},
    { concurrency: 256 },
    /16 KB each/,
  ],
  [`${io} scale=legacy isolation=crash`, {}, { concurrency: 8, counts: 'processes' }, /8 that wait/],
  [
    `${io} scale=thousands mixed=heavy runtime=node`,
    {},
    { concurrency: 10_000, poolThreads: 4, poolProcesses: null },
    /the pool: one for each/,
  ],
  [
    `${io} scale=thousands mixed=heavy runtime=cpython`,
    {},
    { poolThreads: null, poolProcesses: 4 },
    /the pool/,
  ],
  [
    `${io} scale=thousands mixed=blocking runtime=cpython`,
    {},
    { poolThreads: 256, poolProcesses: null },
    /the pool/,
  ],
  [`${io} scale=thousands isolation=untrusted`, {}, { poolThreads: null, poolProcesses: 8 }, /the pool/],
  // Nobody said which runtime: in CPython threads behind the loop would share its lock.
  [`${io} scale=thousands mixed=heavy`, {}, { poolThreads: null, poolProcesses: 4 }, /the pool/],
  // C code lets go of the lock: threads behind the loop are enough, unless they must be stopped.
  ['cpu=yes runtime=cpython cycles=native mixed=heavy', {}, { poolThreads: 4, poolProcesses: null }, /pool/],
  ['cpu=yes runtime=cpython cycles=native mixed=heavy cancel=yes', {}, { poolProcesses: 4 }, /the pool/],
  // Half of the memory is for the pool at most, and what it leaves is for the loop: 9 by 13 MB, 139 MB by 64 KB.
  [
    `${io} scale=thousands library=no runtime=node memory=256mb`,
    {},
    { concurrency: 2171, poolThreads: 9 },
    /139 MB by 64 KB a connection; the pool: 128 MB by 13 MB each/,
  ],
  ['cpu=no io=no', {}, { concurrency: 1, counts: 'task', ...none }, /one after another/],
];

test.each(table)('%s on %o', (answers, machine, sizes, says) => {
  const sizing = decide(answersOf(answers), { ...roomy, ...machine }).verdict!.sizing;
  expect(sizing).toMatchObject(sizes);
  expect(sizing.formula).toMatch(says);
});
