import { type Figures, row, together } from './evidence.ts';
import { over1000 } from './points.ts';

const run: Figures = { model: 'async', atOnce: 8, tasks: together(1000, 1000) };
const python = { lock: 'shared' } as const;
const open: Figures = { ...run, points: over1000((ended) => ({ descriptors: 40 + ended })) };
const threads: Figures = { ...run, points: over1000((ended) => ({ threads: 12 + ended })) };
const processes: Figures = { ...run, points: over1000((ended) => ({ children: ended })) };
const kept = { beganBytes: 1e7, endedBytes: 1.1e8, keptBytes: 1.1e8 };
const heap: Figures = { ...run, kept, points: over1000((ended) => ({ usedBytes: 1e7 + ended * 1e5 })) };
const resident: Figures = {
  ...run,
  kept,
  python,
  points: over1000((ended) => ({ rssBytes: 1e7 + ended * 1e5 })),
};
const collecting = (youngMs: number): Figures => ({
  model: 'async',
  tasks: together(4, 1000),
  main: { cpuMs: 900, collecting: { ms: 400, youngMs, worstMs: 400 } },
});

const beside = (name: string): Figures => ({
  pool: [
    { cpuMs: 450, waitMs: 450 },
    { cpuMs: 450, waitMs: 450 },
  ],
  tasks: [...row(1, 2, 500), ...row(2, 2, 500)],
  busyCores: 1.9,
  otherThreads: { threads: 9, busy: 8, cpuMs: 1000, waitMs: 3000, name },
});

/** What to do about what grows, and about the collector. */
export const growingCases: [rule: string, figures: Figures, next: RegExp][] = [
  ['descriptors-grow', open, /in finally/],
  ['descriptors-grow', { ...open, python }, /^Use with/],
  ['backlog-grows', threads, /^End each worker/],
  ['backlog-grows', { ...threads, python }, /ThreadPoolExecutor$/],
  ['backlog-grows', processes, /^Wait for the end of each process/],
  ['memory-grows', heap, /^Look for a Map/],
  ['memory-grows', { ...heap, heapLimitBytes: 4e9 }, /^Look for a Map/],
  ['memory-grows', resident, /lru_cache/],
  ['native-threads', beside('libvips worker'), /sharp\.concurrency\(1\)$/],
  ['native-threads', beside('WorkerThread'), /^Share one pool of workers/],
  [
    'native-threads',
    { ...beside('python3'), model: 'processes' },
    /^Set OMP_NUM_THREADS=1 .*, or fewer lanes$/,
  ],
  ['collector-pauses', collecting(300), /--max-semi-space-size=64$/],
  ['collector-pauses', collecting(100), /a typed array or Buffer/],
  ['collector-pauses', { ...collecting(100), python }, /gc\.freeze\(\)/],
];
