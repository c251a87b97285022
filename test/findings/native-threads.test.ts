import { expect, test } from 'vitest';
import { type Figures, found, row, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

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

const busy = (ms: number) => [
  { cpuMs: ms, waitMs: 0 },
  { cpuMs: ms, waitMs: 0 },
];

/** Two threads of native code behind a loop. */
const behind = (cpuMs: number): Figures => ({
  ...beside(2, 1700, 600),
  ...{ model: 'async', pool: [], tasks: together(4, 1000), main: { cpuMs } },
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
  [
    'others have the cores, and four want one: twice as many as there are',
    beside(2, 500, 3000, { busyCores: 1, others: { used: 0.4, own: 0.5 } }),
    true,
  ],
  ['a quarter of all that wants a core', beside(8, 320, 320, { pool: busy(960) }), true],
  ['a little less', beside(8, 320, 319, { pool: busy(960) }), false],
  ['two threads, and a loop that works for more than a quarter of the time', behind(251), true],
  ['and one that hands them their work', behind(250), false],
  ['no thread but lanes', beside(0, 0, 0), false],
]);

test('what threads of the run take from its lanes is not told of other programs', () => {
  const crowded: Figures = { busyCores: 1, others: { used: 0.4, own: 0.5 } };
  expect(found(beside(0, 0, 0, crowded))).toContain('noisy-machine');
  expect(found(beside(8, 500, 3000, crowded))).toEqual(['native-threads']);
});
