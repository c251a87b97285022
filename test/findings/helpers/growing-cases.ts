import { type Figures, row, together } from './evidence.ts';
import { keptOf } from './kept.ts';
import { over1000 } from './points.ts';

const run: Figures = { model: 'async', atOnce: 8, tasks: together(1000, 1000) };
const python = { lock: 'shared' } as const;
const open: Figures = { ...run, points: over1000((ended) => ({ descriptors: 40 + ended })) };
const threads: Figures = { ...run, points: over1000((ended) => ({ threads: 12 + ended })) };
const processes: Figures = { ...run, points: over1000((ended) => ({ children: ended })) };
/** 100 MB are kept, so many of them in buffers. */
const heap = (bufferMb: number): Figures => ({
  ...run,
  kept: [keptOf((ended) => 10 + ended / 10, 110, { keptBufferBytes: bufferMb * 1e6 })],
});
const collecting = (youngMs: number, bufferBytes = 0): Figures => ({
  model: 'async',
  tasks: together(4, 1000),
  main: {
    cpuMs: 900,
    collecting: { ms: 400, youngMs, worstMs: 400, kept: { firstBytes: 1e8, bytes: 1e8, bufferBytes } },
  },
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
  ['memory-grows', heap(0), /^Look for a Map .*listeners/],
  ['memory-grows', heap(49), /^Look for a Map .*listeners/],
  ['memory-grows', heap(51), /^Look for a Map .*keeps Buffers/],
  ['memory-grows', { ...heap(0), python }, /lru_cache/],
  ['native-threads', beside('libvips worker'), /sharp\.concurrency\(1\)$/],
  ['native-threads', beside('WorkerThread'), /^Share one pool of workers/],
  [
    'native-threads',
    { ...beside('python3'), model: 'processes' },
    /^Set OMP_NUM_THREADS=1 .*, or fewer lanes$/,
  ],
  ['collector-pauses', collecting(100, 4.9e7), /a typed array or Buffer/],
  ['collector-pauses', collecting(100, 5.1e7), /^Make fewer buffers/],
  ['collector-pauses', collecting(232), /a typed array or Buffer/],
  ['collector-pauses', collecting(248), /--max-semi-space-size=64 \(uses up to 192 MB\)$/],
  ['collector-pauses', collecting(100), /a typed array or Buffer/],
  ['collector-pauses', { ...collecting(100), python }, /gc\.freeze\(\)/],
];
