import { describe, expect, test } from 'vitest';
import { growthOf } from '../../source/findings/growth.ts';
import { theilSen } from '../../source/session/slope.ts';
import { type Figures, row, sessionOf, together } from './helpers/evidence.ts';
import { over1000 } from './helpers/points.ts';
import { truthTable } from './helpers/truth-table.ts';

/** A thousand tasks on one loop. */
const run: Figures = { model: 'async', atOnce: 8, tasks: together(1000, 1000) };

const descriptors = (held: (ended: number) => number | null): Figures => ({
  ...run,
  points: over1000((ended) => ({ descriptors: held(ended) })),
});

truthTable('descriptors-grow', [
  ['one stays open with each task', descriptors((ended) => 40 + ended), true],
  ['one in twenty tasks leaves one open', descriptors((ended) => 40 + ended / 20), true],
  ['fewer than that', descriptors((ended) => 40 + ended / 21), false],
  ['nothing stays open', descriptors(() => 48), false],
  ['a pool of connections that fills and stops', descriptors((ended) => 40 + Math.min(ended, 300)), false],
  ['they come and go', descriptors((ended) => 40 + ((ended / 100) % 3) * 30), false],
  [
    'what tasks under way hold is gone at the end',
    descriptors((ended) => (ended === 1000 ? 40 : 40 + ended)),
    false,
  ],
  ['it was not measured', descriptors(() => null), false],
  ['the run is under way', { ...descriptors((ended) => 40 + ended), outcome: null }, false],
  ['too few samples', { ...run, points: over1000((ended) => ({ descriptors: ended })).slice(0, 4) }, false],
]);

truthTable('backlog-grows', [
  ['a thread stays with each task', { ...run, points: over1000((ended) => ({ threads: 12 + ended })) }, true],
  [
    'a process stays with each tenth task',
    { ...run, points: over1000((ended) => ({ children: ended / 10 })) },
    true,
  ],
  [
    'a pool of threads that fills and stops',
    { ...run, points: over1000((ended) => ({ threads: 12 + Math.min(ended, 200) })) },
    false,
  ],
  ['threads that end', { ...run, points: over1000(() => ({ threads: 12, children: 0 })) }, false],
]);

const mb = 1e6;

/** What is in use after collections, up to the end, and what of it was kept. */
const heap = (used: (ended: number) => number, keptBytes: number, more: Figures = {}): Figures => ({
  ...run,
  points: over1000((ended) => ({ usedBytes: used(ended) * mb })),
  kept: { beganBytes: 10 * mb, endedBytes: used(1000) * mb, keptBytes: keptBytes * mb },
  ...more,
});
const python = { lock: 'shared' } as const;
const resident = (held: (ended: number) => number, keptBytes: number): Figures => ({
  ...run,
  python,
  points: over1000((ended) => ({ rssBytes: held(ended) * mb })),
  kept: { beganBytes: 30 * mb, endedBytes: held(1000) * mb, keptBytes: keptBytes * mb },
});

truthTable('memory-grows', [
  ['0.1 MB is kept of each task', heap((ended) => 10 + ended / 10, 110), true],
  ['the same with garbage in between', heap((ended) => 12 + ended / 9.5, 110), true],
  ['7 MB in all is little', heap((ended) => 10 + ended / 143, 17), false],
  ['a cache that fills and stops', heap((ended) => 10 + Math.min(ended, 300) / 3, 110), false],
  ['it was garbage, and the collection at the end frees it', heap((ended) => 10 + ended / 10, 11), false],
  ['the results are kept for a check', heap((ended) => 10 + ended / 10, 110, { check: {} }), false],
  ['no collection in the middle of it tells', { ...heap(() => 10, 110), points: [] }, false],
  ['no collection at the end', { ...heap((ended) => 10 + ended / 10, 110), kept: null }, false],
  ['in Python what is resident grows, and stays', resident((ended) => 30 + ended / 10, 130), true],
  ['in Python what only a collection frees', resident((ended) => 30 + ended / 10, 40), false],
]);

const collecting = (ms: number, worstMs: number, youngMs = 0): Figures => ({
  model: 'async',
  tasks: together(4, 1000),
  main: { cpuMs: 900, collecting: { ms, youngMs, worstMs } },
});

truthTable('collector-pauses', [
  ['a tenth of a second in long collections', collecting(100, 100), true],
  ['a little less', collecting(100, 99), false],
  ['short ones only', collecting(200, 0), false],
  [
    'on a busy machine half of it was the wait for a core',
    {
      ...collecting(200, 199),
      main: { cpuMs: 400, waitMs: 400, collecting: { ms: 200, youngMs: 0, worstMs: 199 } },
    },
    false,
  ],
  [
    'of the main thread, where others run the tasks',
    { ...collecting(400, 400), model: 'threads', pool: [{ cpuMs: 900 }], tasks: row(1, 4, 250) },
    false,
  ],
  ['one in a run of three seconds', { ...collecting(120, 120), wallMs: 3000 }, false],
  ['in a run that is too short', { ...collecting(100, 100), wallMs: 299 }, false],
  ['it was not measured', { model: 'async', tasks: together(4, 1000), main: { cpuMs: 900 } }, false],
]);

const beside = (busy: number, cpuMs: number, waitMs: number, more: Figures = {}): Figures => ({
  model: 'processes',
  pool: [
    { cpuMs: 450, waitMs: 450 },
    { cpuMs: 450, waitMs: 450 },
  ],
  tasks: [...row(1, 2, 500), ...row(2, 2, 500)],
  busyCores: 1.9,
  otherThreads: { threads: 9, busy, cpuMs, waitMs, name: 'libvips worker' },
  ...more,
});

truthTable('native-threads', [
  ['two lanes with four threads each', beside(8, 1000, 3000), true],
  ['one more thread than cores', beside(1, 450, 450), true],
  [
    'they had a third of the time, on cores that were not full',
    beside(1, 450, 450, { busyCores: 1.6 }),
    false,
  ],
  ['the lanes have nearly all of it', beside(8, 100, 400), false],
  ['there are cores for all', beside(8, 1000, 3000, { cores: 16 }), false],
  [
    'others have the cores, but eight would wait anyway',
    beside(8, 500, 3000, { busyCores: 1, others: { used: 0.4, own: 0.5 } }),
    true,
  ],
  [
    'others have the cores, and one waits',
    beside(1, 450, 450, { busyCores: 1, others: { used: 0.4, own: 0.5 } }),
    false,
  ],
  ['no thread but lanes', beside(0, 0, 0), false],
]);

describe('slopes', () => {
  test('the middle of all slopes, which a value far off does not move', () => {
    const spots = Array.from({ length: 10 }, (_, x) => [x, x === 5 ? 1000 : 2 * x] as const);
    expect(theilSen(spots)?.slope).toBe(2);
  });

  test('noise alone has no slope that is sure', () => {
    const noise = [5, 3, 8, 1, 9, 2, 7, 4, 6, 5].map((y, x) => [x, y] as const);
    const { low, high } = theilSen(noise)!;
    expect([low < 0, high > 0]).toEqual([true, true]);
  });

  test('four spots in a row are as few as can be sure', () => {
    const row = (length: number) => Array.from({ length }, (_, x) => [x, x] as const);
    expect([theilSen(row(3))?.low, theilSen(row(4))?.low]).toEqual([Number.NEGATIVE_INFINITY, 1]);
    expect(theilSen(row(1))).toBeNull();
  });

  test('what tasks at once take as they start is no growth', () => {
    const session = sessionOf({ ...descriptors((ended) => (ended < 900 ? 1000 : ended)), atOnce: 1000 });
    expect(growthOf(session, ({ descriptors }) => descriptors)?.tasks ?? null).toBeNull();
  });
});
