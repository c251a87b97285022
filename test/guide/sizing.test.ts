import { expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import type { Sizing } from '../../source/guide/decision.ts';
import type { Machine } from '../../source/guide/question.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const none = { poolThreads: null, poolProcesses: null, libuvThreads: null };
const io = 'cpu=no io=yes';

/** Answers, what is different of the machine (4 cores, 8 GB), and the sizes. */
const table: [answers: string, machine: Partial<Machine>, sizes: Partial<Sizing>, says: RegExp][] = [
  ['cpu=yes', {}, { concurrency: 4, counts: 'processes', ...none }, /4\.00 cores; 15 MB each in Node\.js$/],
  ['cpu=yes runtime=node', {}, { concurrency: 4, counts: 'threads', ...none }, /13 MB each$/],
  ['cpu=yes runtime=cpython', {}, { concurrency: 4, counts: 'processes' }, /14 MB each$/],
  ['cpu=yes', { effectiveCores: 1.5 }, { concurrency: 2 }, /1\.50 cores, rounded up/],
  ['cpu=yes', { effectiveCores: 0.5 }, { concurrency: 1 }, /0\.50 cores, rounded up/],
  ['cpu=yes goal=latency', {}, { concurrency: 3 }, /less one that stays free/],
  ['cpu=yes goal=latency', { effectiveCores: 1 }, { concurrency: 1 }, /1\.00 cores/],
  // The program itself takes 50 MB, and half of the other 206 is for what the tasks hold: 6 by 15 MB, 7 by 13 MB.
  [
    'cpu=yes memory=256mb',
    { effectiveCores: 16 },
    { concurrency: 6 },
    /^256 MB less 50 MB for the program, half of the rest for the work itself: 103 MB by 15 MB each in Node\.js, instead of 16/,
  ],
  ['cpu=yes', { availableMemoryBytes: 100e6 }, { concurrency: 1 }, /80 MB less 50 MB .*: 15 MB by 15 MB/],
  // Not even the program has room.
  ['cpu=yes', { availableMemoryBytes: 50e6 }, { concurrency: 1 }, /no room for one, .* one is the least/],
  ['cpu=yes runtime=cpython', { availableMemoryBytes: 80e6 }, { concurrency: 1 }, /64 MB less 24 MB/],
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
  [`${io} scale=thousands`, { availableMemoryBytes: 80e6 }, { concurrency: 109 }, /7\.0 MB by 64 KB/],
  [`${io} scale=framework connections=tens`, {}, { concurrency: 50 }, /tens waiting/],
  [`${io} scale=few`, {}, { concurrency: 16, counts: 'threads' }, /16 calls that block at once/],
  [`${io} scale=few connections=hundreds`, { availableMemoryBytes: 16e9 }, { concurrency: 256 }, /256 calls/],
  [
    `${io} scale=legacy runtime=node connections=hundreds memory=256mb`,
    {},
    { concurrency: 7 },
    /^256 MB less 50 MB .*: 103 MB by 13 MB each, instead of 256/,
  ],
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
  // Half of what lanes may take is for the pool, and what it leaves for the loop: 3 by 13 MB, 64 MB by 64 KB.
  [
    `${io} scale=thousands library=no runtime=node memory=256mb`,
    {},
    { concurrency: 1000, poolThreads: 3 },
    /what the pool leaves: 64 MB by 64 KB each, .*; the pool: .* half of that for the pool: 52 MB by 13 MB each/,
  ],
  ['cpu=no io=no', {}, { concurrency: 1, counts: 'task', ...none }, /one after another/],
];

test.each(table)('%s on %o', (answers, machine, sizes, says) => {
  const sizing = decide(answersOf(answers), { ...roomy, ...machine }).verdict!.sizing;
  expect(sizing).toMatchObject(sizes);
  expect(sizing.formula).toMatch(says);
});
