import { describe, expect, test } from 'vitest';
import { growthOf } from '../../source/findings/growth.ts';
import { theilSen } from '../../source/session/slope.ts';
import type { Kept } from '../../source/session/state.ts';
import { type Figures, findingsIn, found, row, sessionOf, together } from './helpers/evidence.ts';
import { keptOf } from './helpers/kept.ts';
import { over100, over1000 } from './helpers/points.ts';
import { truthTable } from './helpers/truth-table.ts';

/** A thousand tasks on one loop. */
const run: Figures = { model: 'async', atOnce: 8, tasks: together(1000, 1000) };

const descriptors = (held: (ended: number) => number | null): Figures => ({
  ...run,
  points: over1000((ended) => ({ descriptors: held(ended) })),
});

/** Each task leaves one open, in the second half of the run only some of them. */
const bent = (later: number) => (ended: number) =>
  40 + Math.min(ended, 500) + later * Math.max(0, ended - 500);

truthTable('descriptors-grow', [
  ['one stays open with each task', descriptors((ended) => 40 + ended), true],
  ['one in twenty tasks leaves one open', descriptors((ended) => 40 + ended / 20), true],
  ['fewer than that', descriptors((ended) => 40 + ended / 21), false],
  [
    'twenty more in all',
    { ...run, points: over100((ended) => ({ descriptors: 40 + (2 * ended) / 9 })) },
    true,
  ],
  ['19', { ...run, points: over100((ended) => ({ descriptors: 40 + (1.9 * ended) / 9 })) }, false],
  ['later two of five tasks leave theirs open, and not each', descriptors(bent(0.4)), true],
  ['later one of four', descriptors(bent(0.25)), false],
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
  ['ten threads more in all', { ...run, points: over100((ended) => ({ threads: 12 + ended / 9 })) }, true],
  ['nine', { ...run, points: over100((ended) => ({ threads: 12 + ended / 10 })) }, false],
  ['threads that end', { ...run, points: over1000(() => ({ threads: 12, children: 0 })) }, false],
]);

test('descriptors of threads that stay are told as these', () => {
  const both = over1000((ended) => ({ threads: 12 + ended, descriptors: 40 + 6 * ended }));
  expect(found({ ...run, points: both })).toContain('backlog-grows');
  expect(found({ ...run, points: both })).not.toContain('descriptors-grow');
  expect(found(descriptors((ended) => 40 + ended))).toContain('descriptors-grow');
});

/** A run whose main loop, or whose lanes, keep something. */
const keeps = (...kept: Kept[]): Figures => ({ ...run, kept });
const linear = (ended: number) => 10 + ended / 10;
const python = { lock: 'shared' } as const;
/** A run of so many tasks that keeps 8.1 MB of them. */
const manyTasks = (tasks: number): Figures => ({
  ...run,
  tasks: together(tasks, 1000),
  kept: [keptOf((ended) => 10 + (8.1 * ended) / tasks, 18.1, { tasks })],
});
const eachLane = (keptMb: number) => (lane: number) =>
  keptOf((ended) => 10 + ((keptMb - 10) * ended) / 500, keptMb, { lane, tasks: 500, atOnce: 1 });

/** What is kept after so many of a thousand tasks, in MB, and straight lines in between. */
const bends = (...known: (readonly [tasks: number, mb: number])[]): Figures => {
  const spots = [[0, 10], ...known, [1000, 110]] as const;
  const used = (ended: number) => {
    const at = Math.max(
      1,
      spots.findIndex(([tasks]) => tasks >= ended),
    );
    const [[from, low], [to, high]] = [spots[at - 1]!, spots[at]!];
    return low + ((high - low) * (ended - from)) / (to - from);
  };
  return keeps(keptOf(used, 110));
};

truthTable('memory-grows', [
  ['0.1 MB is kept of each task', keeps(keptOf(linear, 110)), true],
  [
    'the same with garbage that goes now and then',
    keeps(keptOf((ended) => linear(ended) + (ended % 80) / 4, 110)),
    true,
  ],
  ['8 MB in all', keeps(keptOf((ended) => 10 + ended / 125, 18)), true],
  ['7 MB in all is little', keeps(keptOf((ended) => 10 + ended / 143, 17)), false],
  ['a little more than 1000 bytes of each', manyTasks(8000), true],
  ['a little less', manyTasks(9000), false],
  ['a cache that fills and stops', keeps(keptOf((ended) => 10 + Math.min(ended, 300) / 3, 110)), false],
  ['one that fills late', keeps(keptOf((ended) => 10 + Math.min(ended, 750) / 7.5, 110)), false],
  [
    'one that fills at once, and grows from then on',
    keeps(keptOf((ended) => (ended < 50 ? 10 : 72 + (38 * ended) / 1000), 110)),
    true,
  ],
  [
    'it grows so slowly after the first tasks that it may stop',
    keeps(keptOf((ended) => (ended < 50 ? 10 : 80 + (30 * ended) / 1000), 110)),
    false,
  ],
  [
    'half is kept of the first three tenths, and some of all others',
    bends([300, 60], [390, 75], [700, 83]),
    true,
  ],
  [
    'a cache fills in the first three tenths, and then little is added',
    bends([230, 55], [300, 80], [700, 90]),
    false,
  ],
  ['it was garbage, and the collection at the end frees it', keeps(keptOf(linear, 11)), false],
  ['garbage hides how much of it was kept when', keeps(keptOf(() => 120, 110)), false],
  ['twenty tasks', keeps(keptOf((ended) => 10 + 5 * ended, 110, { tasks: 20, atOnce: 2 })), true],
  ['nineteen', keeps(keptOf((ended) => 10 + (100 * ended) / 19, 110, { tasks: 19, atOnce: 2 })), false],
  ['all at once, and each keeps something as it ends', keeps(keptOf(linear, 110, { atOnce: 1000 })), true],
  [
    'all at once, and each keeps something as it begins',
    keeps(keptOf((_, begun) => linear(begun), 110, { atOnce: 1000 })),
    true,
  ],
  [
    'nearly all at once, and a cache fills as the first ones end',
    keeps(keptOf((ended) => 10 + Math.min(ended, 50) * 2, 110, { atOnce: 900 })),
    false,
  ],
  ['two lanes of a pool', keeps(eachLane(60)(1), eachLane(60)(2)), true],
  ['one of them', keeps(eachLane(60)(2)), true],
  ['each lane grows by little', keeps(...[1, 2, 3, 4].map(eachLane(17))), false],
  ['the results are kept for a check', { ...keeps(keptOf(linear, 110)), check: {} }, false],
  ['no lane has grown', keeps(), false],
  ['the run is under way', { ...keeps(keptOf(linear, 110)), outcome: null }, false],
  ['in Python what is resident grows, and stays', { ...keeps(keptOf(linear, 110)), python }, true],
  ['in Python what only a collection frees', { ...keeps(keptOf(linear, 14)), python }, false],
]);

describe('what is said of memory that grows', () => {
  const said = (figures: Figures) => findingsIn(figures).find(({ rule }) => rule === 'memory-grows');

  test('which lanes keep it', () => {
    const tasks = [...row(1, 500, 1), ...row(2, 500, 1)];
    const pool = [{ cpuMs: 100 }, { cpuMs: 100 }];
    const both: Figures = { model: 'threads', pool, tasks, kept: [1, 2].map(eachLane(60)) };
    expect(said(both)?.saw).toMatch(/: 100 MB more are kept after 1000 tasks, by 2 threads$/);
    expect(said(both)?.figures).toMatchObject({ bytesPerTask: 1e5, lanes: 2 });
    expect(said({ ...both, kept: [eachLane(60)(2)] })?.saw).toMatch(/, by thread-2$/);
    expect(said(keeps(keptOf(linear, 110)))?.saw).toMatch(/after 1000 tasks$/);
  });

  test('how many more tasks there is room for: in the heap, or where it is buffers in the memory of the machine', () => {
    const objects = keptOf(linear, 110, { heapLimitBytes: 210e6 });
    const left = (kept: Kept) =>
      said({ ...keeps(kept), memoryBytes: 1e9, memory: { rssBytes: 2e8 } })?.figures;
    expect(left(objects)).toMatchObject({ tasksLeft: 1000 });
    expect(left({ ...objects, keptBufferBytes: 100e6 })).toMatchObject({ tasksLeft: 8000 });
    expect(left({ ...objects, heapLimitBytes: null })).toMatchObject({ tasksLeft: 8000 });
  });
});

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
