import { type Figures, row, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

const gc = (ms: number) => ({ ms, youngMs: 0, worstMs: 0 });
const computing: Figures = { model: 'async', atOnce: 4, tasks: together(4, 1000), main: { cpuMs: 1000 } };
truthTable('no-gain-from-async', [
  ['it computed all the time', computing, true],
  ['four fifths of it', { ...computing, main: { cpuMs: 800 } }, true],
  ['less', { ...computing, main: { cpuMs: 799 } }, false],
  ['it would have, had others not taken the core', { ...computing, main: { cpuMs: 400, waitMs: 400 } }, true],
  [
    'a twentieth of a core is enough to tell: the rest was taken by others',
    { ...computing, main: { cpuMs: 50, waitMs: 950 } },
    true,
  ],
  ['a loop that waits, on a busy machine', { ...computing, main: { cpuMs: 31, waitMs: 950 } }, false],
  ['not measured', { ...computing, main: { cpuMs: null } }, false],
  ['one at once', { ...computing, atOnce: 1 }, false],
  ['one task', { ...computing, tasks: together(1, 1000) }, false],
  ['under sequential nobody hoped for more', { ...computing, model: 'sequential' }, false],
  ['too short', { ...computing, wallMs: 299, main: { cpuMs: 299 } }, false],
  ['just long enough', { ...computing, wallMs: 300, main: { cpuMs: 300 } }, true],
  [
    'the half of it was garbage collection',
    { ...computing, main: { cpuMs: 1000, collecting: gc(500) } },
    true,
  ],
  ['more than half', { ...computing, main: { cpuMs: 1000, collecting: gc(501) } }, false],
  ['not worth a message each', { ...computing, tasks: together(10_001, 1000) }, false],
  ['worth it', { ...computing, tasks: together(10_000, 1000) }, true],
]);

const lanes = (count: number, cpuMs: number | null, waitMs = 0): Figures => ({
  pool: Array.from({ length: count }, () => ({ cpuMs, waitMs })),
  tasks: Array.from({ length: count }, (_, lane) => row(lane + 1, 2, 500)).flat(),
});
truthTable('more-lanes-than-cores', [
  ['four that compute on two cores', lanes(4, 500, 500), true],
  ['as many as cores', lanes(2, 1000), false],
  ['as many as cores, on a busy machine', lanes(2, 500, 500), false],
  ['four that wait', lanes(4, 10, 20), false],
  ['cores that it keeps full', { ...lanes(4, 425, 575), busyCores: 1.7 }, true],
  ['cores that others have a part of', { ...lanes(4, 425, 575), busyCores: 1.69 }, false],
  ['how full they were was not measured', { ...lanes(4, 500, 500), busyCores: null }, false],
  ['256 that sleep, each late to wake up', lanes(256, 4, 93), false],
  ['16 that wait and compute, on half of the cores', lanes(16, 60, 700), false],
  ['each wants a core for four fifths of the time', lanes(4, 500, 300), true],
  ['or pauses a little more: fewer would leave the cores idle', lanes(4, 500, 299), false],
  ['64, each with a thirty-second of the cores', lanes(64, 31, 960), true],
  ['five that want 1.25 times the cores', { ...lanes(5, 800, 200), cores: 4 }, true],
  ['a little less', { ...lanes(5, 800, 199), cores: 4 }, false],
  ['two on one and a half', { ...lanes(2, 750, 250), cores: 1.5 }, false],
  ['three on one and a half', { ...lanes(3, 500, 500), cores: 1.5 }, true],
  ['not measured', lanes(4, null), false],
]);

truthTable('noisy-machine', [
  ['both cores to itself', lanes(2, 990, 10), false],
  ['a quarter taken', lanes(2, 750, 250), true],
  ['less', lanes(2, 760, 240), false],
  ['more lanes than cores queue for each other', lanes(4, 500, 500), false],
  ['lanes that wait were not held up', lanes(2, 10, 20), false],
  ['nor those whose timers woke up late', lanes(2, 10, 800), false],
  ['not measured', lanes(2, null), false],
]);

/** Two lanes with so many tasks between them, busy with them all the time. */
const waiting = (tasks: number, cpuMs: number | null, wallMs = 1000): Figures => ({
  pool: [{ cpuMs }, { cpuMs }],
  wallMs,
  tasks: [1, 2].flatMap((lane) => row(lane, tasks / 2, 2000 / tasks)),
});
truthTable('pool-waits', [
  ['four tasks for two lanes that wait', waiting(4, 10), true],
  [
    'three, of which two wait at once',
    { ...waiting(4, 10), tasks: [...row(1, 2, 500), ...row(2, 1, 500)] },
    false,
  ],
  ['they compute for a fifth of the time', waiting(4, 200), false],
  ['a little less', waiting(4, 199), true],
  ['they had tasks for three quarters of the time', waiting(4, 10, 1333), true],
  ['for less', waiting(4, 10, 1334), false],
  ['not measured', waiting(4, null), false],
  ['processes that they started fill the cores', { ...waiting(4, 10), childCores: 1.7 }, false],
  ['nearly', { ...waiting(4, 10), childCores: 1.6 }, true],
  ['on a loop nothing stands in line', { model: 'async', tasks: together(4, 1000) }, false],
]);

const micro = (count: number, eachMs: number): Figures => ({ pool: [{}], tasks: row(1, count, eachMs) });
truthTable('dispatch-costs-more', [
  ['a hundred tasks, a third of the time in them', { ...micro(100, 0.9), wallMs: 300 }, true],
  ['half of it', { ...micro(200, 0.75), wallMs: 300 }, false],
  ['99 tasks', { ...micro(99, 0.9), wallMs: 300 }, false],
  ['tasks of a millisecond', { ...micro(100, 1), wallMs: 300 }, false],
  ['two lanes have twice the time', { ...micro(200, 0.75), pool: [{}, {}], wallMs: 300 }, true],
  ['too short', { ...micro(100, 0.9), wallMs: 299 }, false],
]);

const copied = (copyMs: number | null, workMs: number, count = 10): Figures => ({
  pool: [{ copyMs }],
  tasks: row(1, count, workMs / count),
});
truthTable('transfer-costs-more', [
  ['copying took longer', copied(101, 100), true],
  ['as long', copied(100, 100), false],
  ['less than anyone would notice', copied(4.9, 1), false],
  ['just noticeable', copied(5, 1), true],
  ['no more than an empty message', copied(49, 1, 1000), false],
  ['more than that', copied(50, 1, 1000), true],
  ['not measured', copied(null, 1), false],
  ['reading the results counts', { ...copied(60, 100), main: { cpuMs: 41 } }, true],
  [
    'but not the loop of hybrid, which does more',
    { ...copied(60, 100), model: 'hybrid', main: { cpuMs: 41 } },
    false,
  ],
  ['made text of', { ...copied(0, 1000), check: { packMs: 4, unpackMs: 3, workMs: 6 } }, true],
  [
    'made text of in little time',
    { ...copied(0, 1000), check: { packMs: 3, unpackMs: 3, workMs: 6 } },
    false,
  ],
]);

truthTable('idle-pool', [
  [
    'one long task, three idle lanes',
    {
      pool: [{}, {}, {}, {}],
      tasks: [...row(1, 1, 1000), ...row(2, 1, 250), ...row(3, 1, 250), ...row(4, 1, 250)],
    },
    true,
  ],
  ['one idle of two', { pool: [{}, {}], tasks: [...row(1, 1, 1000), ...row(2, 1, 250)] }, true],
  ['it had a little more', { pool: [{}, {}], tasks: [...row(1, 1, 1000), ...row(2, 1, 251)] }, false],
  [
    'one idle of three',
    { pool: [{}, {}, {}], tasks: [...row(1, 1, 1000), ...row(2, 1, 1000), ...row(3, 1, 100)] },
    false,
  ],
  [
    'two idle of five',
    { pool: [{}, {}, {}, {}, {}], tasks: [1, 2, 3].flatMap((lane) => row(lane, 1, 1000)) },
    false,
  ],
  ['nobody had much to do', { pool: [{}, {}], tasks: [...row(1, 1, 749), ...row(2, 1, 10)] }, false],
  ['somebody had', { pool: [{}, {}], tasks: [...row(1, 1, 750), ...row(2, 1, 10)] }, true],
  [
    'a task that still runs is work',
    {
      outcome: null,
      pool: [{}, {}],
      tasks: [
        [1, 0],
        [2, 0, 100],
      ],
    },
    true,
  ],
  ['on one loop there is no pool', { model: 'async', tasks: together(2, 1000) }, false],
]);

truthTable('not-enough-data', [
  ['a run of 300 ms with two tasks', { wallMs: 300, pool: [{}], tasks: row(1, 2, 150) }, false],
  ['shorter', { wallMs: 299, pool: [{}], tasks: row(1, 2, 149) }, true],
  ['one task', { pool: [{}], tasks: row(1, 1, 900) }, true],
  ['it failed', { outcome: 'failed', pool: [{}], tasks: row(1, 1, 900) }, true],
  ['it is under way', { outcome: null, wallMs: 100, pool: [{}], tasks: row(1, 1, 90) }, false],
  ['it was cancelled', { outcome: 'cancelled', wallMs: 100, pool: [{}], tasks: row(1, 1, 90) }, false],
]);

truthTable('cores-busy', [
  ['two lanes, both cores', lanes(2, 1000), true],
  ['85 % of them', { ...lanes(2, 1000), busyCores: 1.7 }, true],
  ['less', { ...lanes(2, 1000), busyCores: 1.69 }, false],
  ['not measured', { ...lanes(2, 1000), busyCores: null }, false],
  ['one lane', { ...lanes(1, 1000), cores: 1 }, false],
]);

/** Twenty tasks at once, of which each may be more of something. */
const waits: Figures = { model: 'async', atOnce: 20, tasks: together(20, 1000) };
const threads = (count: number) => ({ threads: count, busy: 0, cpuMs: 0, waitMs: 0, name: 'ledger_0' });
const open = (most: number): Figures => ({ ...waits, points: [{ descriptors: 24 }, { descriptors: most }] });

truthTable('waiting-is-free', [
  ['nine threads for twenty tasks', { ...waits, otherThreads: threads(9) }, true],
  ['half as many as tasks: they wait in these', { ...waits, otherThreads: threads(10) }, false],
  // The limit is 1024.
  ['ten times their files may be open', open(124), true],
  ['more than there may be', open(125), false],
  ['ten at a time', { model: 'async', atOnce: 10, tasks: together(10, 1000) }, true],
  ['nine', { model: 'async', atOnce: 9, tasks: together(9, 1000) }, false],
  [
    'the loop was busy a quarter of it',
    { model: 'async', tasks: together(10, 1000), main: { cpuMs: 250 } },
    true,
  ],
  ['more', { model: 'async', tasks: together(10, 1000), main: { cpuMs: 251 } }, false],
  ['not measured', { model: 'async', tasks: together(10, 1000), main: { cpuMs: null } }, false],
  [
    "a quarter of a core in libuv's threads",
    { model: 'async', tasks: together(10, 1000), busyCores: 0.25 },
    true,
  ],
  ['more: they compute', { model: 'async', tasks: together(10, 1000), busyCores: 0.26 }, false],
  [
    'processes that tasks started compute',
    { model: 'async', tasks: together(10, 1000), childCores: 1.7 },
    false,
  ],
  [
    'others fill the cores, which may be processes of the tasks',
    { model: 'async', tasks: together(10, 1000), own: { returned: 10 }, others: { used: 0.9, own: 0.05 } },
    false,
  ],
  ['the servers do', { model: 'async', tasks: together(10, 1000), serverCores: 1.7 }, false],
  ['what they do was not measured', { model: 'async', tasks: together(10, 1000), busyCores: null }, false],
]);
