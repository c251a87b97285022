import { expect, test } from 'vitest';
import { rules } from '../../source/findings/rules/index.ts';
import { changeWords, isChange, type Step } from '../../source/findings/step.ts';
import { blockedCases, byMany, byOne, computing, starved } from './helpers/blocked-cases.ts';
import { errorCases } from './helpers/error-cases.ts';
import { evidenceOf, type Figures, row, together } from './helpers/evidence.ts';
import { growingCases } from './helpers/growing-cases.ts';
import { heldCases } from './helpers/held-cases.ts';
import { limitCases } from './helpers/limit-cases.ts';
import { lockCases } from './helpers/lock-cases.ts';
import { rateCases } from './helpers/rate-cases.ts';

const short: Figures = { pool: [{}], tasks: row(1, 100, 0.5), wallMs: 300 };
const copied: Figures = { pool: [{ copyMs: 90 }], tasks: row(1, 2, 5) };
const five: Figures = { pool: [{}], tasks: row(1, 5, 20) };
const own = { model: 'async', own: { returned: 0 } } as const;
const hanging: Figures = { ...own, outcome: null, wallMs: 3000, busyCores: 0, tasks: [[0, 0]] };
const full: Figures = {
  model: 'async',
  tasks: together(8, 900),
  atOnce: 8,
  lagMaxMs: 1,
  libuv: { tried: 4, waited: 4, maxMs: 90 },
};
const lanes = (count: number): Figures => ({
  pool: Array.from({ length: count }, () => ({ cpuMs: 500, waitMs: 500 })),
  tasks: Array.from({ length: count }, (_, lane) => row(lane + 1, 2, 500)).flat(),
});
const heavy: Figures = { memoryLimitBytes: 100, memory: { peakPssBytes: 90 } };
const throttled: Figures = { ...lanes(2), quotaCores: 0.5, throttledMs: 300 };

/** Waiting lanes, with twice as many tasks. */
const waiting = (count: number, cpuMs = 10): Figures => ({
  pool: Array.from({ length: count }, () => ({ cpuMs })),
  tasks: Array.from({ length: count }, (_, lane) => row(lane + 1, 2, 500)).flat(),
});

/** The step depends on the model and the numbers in use: nobody is told to use what they use. */
const steps: [rule: string, figures: Figures, next: RegExp][] = [
  // A loop without a core: its own threads had half of them, or others.
  [
    'loop-blocked',
    { model: 'async', ...byMany, ...starved, busyCores: 1.06 },
    /^Try fewer at once, or fewer/,
  ],
  ['loop-blocked', { model: 'async', ...byMany, ...starved, busyCores: 1.05 }, /^Run it again/],
  ['loop-blocked', { model: 'async', ...byMany, ...starved, busyCores: null }, /^Run it again/],
  ['no-gain-from-async', { model: 'async', ...byOne, ...computing }, /^Try threads: .* all 2 cores/],
  ['no-gain-from-async', { model: 'async', ...byOne, ...computing, cores: 1 }, /^There is only one core/],
  ['no-gain-from-async', { model: 'hybrid', ...byOne, ...computing }, /^Move the computing to the pool/],
  ['dispatch-costs-more', { ...short, model: 'hybrid' }, /^Try threads/],
  // Handing one out took 2.5 ms, 5 times its own: 50 of them make that a tenth.
  ['dispatch-costs-more', short, /^Put the work of about 50 tasks into one/],
  [
    'dispatch-costs-more',
    { ...short, tasks: row(1, 200, 0.25), wallMs: 550 },
    /^Put the work of about 100 tasks into one/,
  ],
  ['dispatch-costs-more', { ...short, model: 'processes' }, /^Put the work of about 50 tasks into one/],
  ['transfer-costs-more', copied, /context\.transfer.*SharedArrayBuffer/],
  ['transfer-costs-more', { ...copied, model: 'processes' }, /^Try threads/],
  [
    'transfer-costs-more',
    { ...copied, pool: [{ copyMs: 0 }], check: { packMs: 9, workMs: 1 } },
    /^Return the data/,
  ],
  ['libuv-saturated', { ...full, busyCores: 0.1 }, /^Give libuv 8 threads; .*UV_THREADPOOL_SIZE=8$/],
  ['libuv-saturated', { ...full, busyCores: 0.49 }, /^Give libuv 8 threads; .*UV_THREADPOOL_SIZE=8$/],
  ['libuv-saturated', { ...full, busyCores: 0.5 }, /^Try fewer at once/],
  [
    'libuv-saturated',
    { ...full, busyCores: 0.5, main: { cpuMs: 10 } },
    /^Give libuv 8 threads; .*UV_THREADPOOL_SIZE=8$/,
  ],
  [
    'libuv-saturated',
    { ...full, busyCores: 4, cores: 6 },
    /6 threads, one per core; .*UV_THREADPOOL_SIZE=6$/,
  ],
  // Others used the cores: their load makes requests wait as a small pool does.
  ['libuv-saturated', { ...full, busyCores: 0.1, others: { used: 0.8, own: 0.05 } }, /^Run it again when/],
  ['libuv-saturated', { ...full, busyCores: 0.1, others: { used: 0.8, own: 0.04 } }, /^Give libuv 8/],
  ['libuv-saturated', { ...full, busyCores: 0.1, others: { used: 0.24, own: 0.7 } }, /^Give libuv 8/],
  [
    'libuv-saturated',
    { ...full, busyCores: 0.1, others: { used: 0.8, own: 0.05 }, seen: { libuvCpuMs: 20 } },
    /^Run it again when/,
  ],
  // They do not want a core, whoever has it.
  [
    'libuv-saturated',
    { ...full, busyCores: 0.1, others: { used: 0.8, own: 0.05 }, seen: { libuvCpuMs: 19 } },
    /^Give libuv 8/,
  ],
  ...[...blockedCases, ...rateCases, ...lockCases, ...limitCases, ...heldCases, ...growingCases],
  ['pool-waits', waiting(4), /^Try async: .* blocking calls use 8 threads$/],
  ['pool-waits', { ...waiting(4), model: 'processes' }, /^Try async: .* 8 processes$/],
  ['pool-waits', waiting(1), /For blocking calls use 2 threads$/],
  // Together a quarter of a core is what one loop has room for.
  ['pool-waits', waiting(5, 50), /^Try async/],
  ['pool-waits', waiting(5, 51), /^Try hybrid: .* parts/],
  ['pool-waits', { ...waiting(5, 51), model: 'processes' }, /^Try hybrid/],
  ['pool-waits', { ...waiting(5, 51), model: 'hybrid' }, /^Give the pool what computes or blocks/],
  ['more-lanes-than-cores', lanes(4), /^Try 2 at once/],
  ['more-lanes-than-cores', { ...lanes(4), cores: 2.3 }, /^Try 3 at once/],
  ['idle-pool', { pool: [{}, {}, {}, {}], tasks: row(1, 1, 900).concat(row(2, 1, 9)) }, /^Try 2 at once/],
  ['idle-pool', { pool: [{}, {}], tasks: row(1, 1, 900).concat(row(2, 1, 9)) }, /^Split task 0 into/],
  ['memory-near-limit', heavy, /^Keep less in memory at a time/],
  ['memory-near-limit', { ...heavy, atOnce: 4 }, /^Try fewer at once/],
  ['memory-near-limit', { ...heavy, model: 'processes' }, /^Try threads/],
  ['quota-throttled', throttled, /^Try 1 at once/],
  ['quota-throttled', { ...throttled, quotaCores: 1.5 }, /^Raise the CPU quota/],
  ['lost-updates', { check: { lostUpdates: 1 } }, /Atomics\.add/],
  ['lost-updates', { model: 'async', check: { lostUpdates: 1 } }, /^Do not await between/],
  ...errorCases,
  ['crashed-lane', { pool: [{ reason: 'no' }] }, /^Check what that task did: a thread /],
  ['crashed-lane', { model: 'processes', pool: [{ reason: 'no' }] }, /^Check .* did: a child process /],
  ['not-enough-data', { ...five, wallMs: 100 }, /^Try 50 tasks, about 10 × as many$/],
  ['not-enough-data', { ...five, wallMs: 299 }, /^Try 20 tasks, about 4 × as many$/],
  [
    'not-enough-data',
    { wallMs: 1, pool: [{}], tasks: row(1, 5, 0.2) },
    /^Try 5000 tasks, about 1000 × as many$/,
  ],
  ['not-enough-data', { wallMs: 0.9, pool: [{}], tasks: row(1, 5, 0.1) }, /^Try more or longer tasks: /],
  ['not-enough-data', { pool: [{}], tasks: row(1, 1, 900) }, /^Try 4 tasks/],
  ['waiting-is-free', { model: 'async', atOnce: 30, tasks: together(30, 1000) }, /^Try 300 tasks/],
  ['never-settles', hanging, /^Check what task 0 waits for; --timeout/],
  ['returned-nothing', { ...own, tasks: together(4, 900) }, /^If it starts something/],
  ['prints-much', { ...own, printed: { lines: 1e4, bytes: 1e6 } }, /^Print less/],
  ['noisy-machine', lanes(2), /^Run it again/],
  ['cores-busy', { pool: [{ cpuMs: 1000 }, { cpuMs: 1000 }], tasks: lanes(2).tasks! }, /^Try sequential/],
];

test('what it took the main loop to read results is told with what copying them took', () => {
  const sawOf = (mainMs: number) =>
    rules
      .find(({ id }) => id === 'transfer-costs-more')!
      .find(evidenceOf({ ...copied, main: { cpuMs: mainMs } }))?.saw;
  expect(sawOf(20)).toMatch(/^Copying and reading results took /);
});

test('every rule has a case here', () => {
  const tried = new Set(steps.map(([rule]) => rule));
  const missing = rules.filter(({ id }) => !tried.has(id)).map(({ id }) => `${id}: no advice tried in steps`);
  expect(missing).toEqual([]);
});

test.each(steps)('%s, %#', (rule, figures, next) => {
  const finding = rules.find(({ id }) => id === rule)!.find(evidenceOf(figures));
  expect(finding?.next).toMatch(next);
  expect(finding!.next).not.toMatch(new RegExp(`[Tt]ry ${figures.model ?? 'threads'}\\b`));
  for (const text of [finding!.saw, finding!.why, finding!.next]) expect(text.length).toBeLessThanOrEqual(77);
  const { step } = finding!;
  const words = step && isChange(step) ? changeWords(step) : null;
  // What begins like a change is one, and the words of a change are those of its line.
  expect(finding!.next.match(/^(Try |Run it again|Give libuv )/)).toEqual(words && expect.anything());
  expect(finding!.next.startsWith(words ?? '')).toBe(true);
});

/** What a script may change before it runs the work again. */
test.each<[rule: string, figures: Figures, step: Step | null]>([
  ['loop-blocked', { model: 'async', ...byOne }, { kind: 'model', model: 'threads' }],
  ['loop-blocked', { model: 'hybrid', ...byOne }, null],
  ['loop-blocked', { model: 'async', ...byMany, ...starved, busyCores: null }, { kind: 'again' }],
  [
    'loop-blocked',
    { model: 'hybrid', ...byMany, ...starved, busyCores: 1.06 },
    { kind: 'at-once', to: 'fewer' },
  ],
  [
    'loop-blocked',
    { model: 'hybrid', ...byMany, ...starved, busyCores: 1.06, poolThreads: 2 },
    { kind: 'pool', to: 'fewer' },
  ],
  ['libuv-saturated', { ...full, busyCores: 0.5 }, { kind: 'at-once', to: 'fewer' }],
  ['libuv-saturated', { ...full, busyCores: 4, cores: 6 }, { kind: 'libuv-threads', to: 6 }],
  ['more-lanes-than-cores', { ...lanes(4), cores: 2.3 }, { kind: 'at-once', to: 3 }],
  ['not-enough-data', { wallMs: 1, pool: [{}], tasks: row(1, 5, 0.2) }, { kind: 'tasks', to: 5000 }],
  ['waiting-is-free', { model: 'async', atOnce: 30, tasks: together(30, 1000) }, { kind: 'tasks', to: 300 }],
  ['memory-near-limit', heavy, null],
  [
    'memory-near-limit',
    { heapLimitBytes: 100 * 2 ** 20, memory: { peakHeapUsedBytes: 90 * 2 ** 20 } },
    {
      kind: 'command',
      command:
        'NODE_OPTIONS=--max-old-space-size=200 heddle run noop --model threads --tasks 1 --concurrency 1 --seed 1',
    },
  ],
])('%s, %#: %o', (rule, figures, step) => {
  expect(rules.find(({ id }) => id === rule)!.find(evidenceOf(figures))?.step).toEqual(step);
});

/** Of one a sentence speaks as of one. */
test.each<[rule: string, figures: Figures, saw: RegExp]>([
  ['libuv-saturated', { ...full, libuv: { ...full.libuv, threads: 1 } }, /^The only libuv thread was busy/],
  ['libuv-saturated', { ...full, libuv: { ...full.libuv, threads: 2 } }, /^All 2 libuv threads were busy/],
  ['pool-waits', waiting(1), /^1 thread only waited/],
  ['pool-waits', { ...waiting(1), model: 'processes' }, /^1 process only waited/],
  ['pool-waits', waiting(5, 51), /^5 threads mostly waited/],
  ['quota-throttled', { ...throttled, quotaCores: 1 }, /^The CPU quota of 1 core stopped/],
  ['more-lanes-than-cores', { ...lanes(2), cores: 1 }, /^2 lanes on 1 core waited/],
  ['lost-updates', { check: { lostUpdates: 1 } }, /^1 update was lost$/],
  ['lost-updates', { check: { lostUpdates: 2 } }, /^2 updates were lost$/],
  ['lost-updates', { check: { lostUpdates: 1, expectedUpdates: 2 } }, /^1 of 2 updates was lost$/],
  ['uncloneable', { errors: [['DataCloneError', null]] }, /^1 task failed: /],
])('%s, %#: %s', (rule, figures, saw) => {
  expect(rules.find(({ id }) => id === rule)!.find(evidenceOf(figures))?.saw).toMatch(saw);
});
