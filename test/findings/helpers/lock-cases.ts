import { type Figures, row, together } from './evidence.ts';

type Lane = readonly [cpuMs: number, lockMs: number | null, waitMs?: number];
/** Threads in CPython that ran tasks all the time, for a second. */
export const threads = (...lanes: Lane[]): Figures => ({
  python: {},
  pool: lanes.map(([cpuMs, lockMs, waitMs = 0]) => ({ cpuMs, lockMs, waitMs })),
  tasks: lanes.flatMap((_, at) => row(at + 1, 2, 500)),
});
export const two = threads([490, 500], [500, 490]);

/** Tasks on one loop that take a second. */
export const loop: Figures = { python: {}, model: 'async', atOnce: 4, tasks: together(4, 1000) };
const frames = [{ name: 'regex', file: '/me/work.py', line: 9, column: null }];
/** A freeze by C code that kept the lock. */
export const kept = { durationMs: 389, task: 3, cause: 'native-call', keepsLock: true, frames } as const;
/** What to do next in CPython: nothing of Node.js, and only models that this interpreter has. */
export const lockCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['lock-shared', two, /^Try processes: each has its own lock\. Or call C code/],
  ['lock-shared', { ...two, python: { version: '3.14.0' } }, /^Try processes or interpreters: each/],
  [
    'lock-shared',
    { ...two, model: 'hybrid', poolThreads: 2 },
    /^Move .* context\.dispatch or a ProcessPoolExecutor$/,
  ],
  ['lock-held-in-c', { ...loop, freezes: [kept] }, /^Try processes: in a thread such a call/],
  ['lock-held-in-c', { ...loop, model: 'hybrid', freezes: [kept] }, /^Move that call to a process/],
  ['lock-held-in-c', { ...loop, model: 'processes', freezes: [kept] }, /^Split that call/],
  ['convoy', threads([280, 700], [990, 0]), /^Move what thread-2 computes to a process/],
  ['loop-waits-for-lock', { ...loop, main: { lockMs: 800 } }, /^Move the computing to processes/],
  [
    'loop-blocked',
    { ...loop, main: { cpuMs: 950 }, freezes: [{ durationMs: 900 }] },
    /^Try processes, or a ProcessPool/,
  ],
  [
    'loop-blocked',
    { ...loop, python: { lock: 'none' }, main: { cpuMs: 950 }, freezes: [{ durationMs: 900 }] },
    /^Try threads, or a ProcessPool/,
  ],
  [
    'loop-blocked',
    { ...loop, main: { cpuMs: 950 }, freezes: [{ ...kept, keepsLock: false }] },
    /^Try threads, or asyncio\.to_thread: the loop/,
  ],
  [
    'loop-blocked',
    { ...loop, freezes: [{ durationMs: 900 }] },
    /^Try threads, or asyncio\.to_thread: the loop then/,
  ],
  ['no-gain-from-async', { ...loop, main: { cpuMs: 950 } }, /^Try processes: they compute on all 2 cores/],
  ['no-gain-from-async', { ...loop, python: { lock: 'none' }, main: { cpuMs: 950 } }, /^Try threads: they/],
  [
    'behind-the-rate',
    {
      ...threads([490, 500], [500, 490]),
      tasks: row(1, 100, 20),
      wallMs: 2000,
      ratePerSecond: 100,
    },
    /^Try processes: they share 2 cores$/,
  ],
];
