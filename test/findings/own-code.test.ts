import { row, together } from './helpers/evidence.ts';
import { truthTable } from './helpers/truth-table.ts';

const own = { own: { returned: 0 }, model: 'async', atOnce: 4 } as const;
const done = together(4, 1000);

truthTable('returned-nothing', [
  ['four that return nothing', { ...own, tasks: done }, true],
  ['one of four that returns something', { ...own, own: { returned: 1 }, tasks: done }, false],
  ['a workload of Heddle’s', { model: 'async', tasks: done }, false],
  ['tasks that failed', { ...own, tasks: done, fails: true }, false],
]);

const waits = { model: 'async', atOnce: 4, outcome: 'timed-out', wallMs: 3000, busyCores: 0.1 } as const;
const hangs = { ...waits, ...own };
const four = [0, 1, 2, 3].map(() => [0, 0] as const);

truthTable('never-settles', [
  ['none ended in 3 s', { ...hangs, tasks: four }, true],
  ['the same while it goes on', { ...hangs, outcome: null, tasks: four }, true],
  ['in 2.9 s', { ...hangs, wallMs: 2999, tasks: four }, false],
  ['something computed', { ...hangs, busyCores: 0.11, tasks: four }, false],
  ['a workload of Heddle’s', { ...waits, tasks: four }, false],
  ['the loop was frozen for half of it', { ...hangs, freezes: [{ durationMs: 1500 }], tasks: four }, false],
  ['for a little less', { ...hangs, freezes: [{ durationMs: 1499 }], tasks: four }, true],
  [
    'under a model without a loop to share',
    { ...hangs, model: 'threads', freezes: [{ durationMs: 3000 }], tasks: four },
    true,
  ],
  ['a run that came to its end', { ...hangs, outcome: 'failed', tasks: four }, false],
  ['ten times as long as the others', { ...hangs, tasks: [...row(0, 2, 300), [0, 0]] }, true],
  ['a little less', { ...hangs, tasks: [...row(0, 2, 301), [0, 0]] }, false],
  ['all ended', { ...hangs, tasks: together(4, 3000) }, false],
]);

const loud = { ...own, own: { returned: 4 }, tasks: done, wallMs: 1000 } as const;

truthTable('prints-much', [
  ['a thousand lines in a second', { ...loud, printed: { lines: 1000, bytes: 9e4 } }, true],
  ['in longer', { ...loud, wallMs: 1001, printed: { lines: 1000, bytes: 9e4 } }, false],
  ['fewer, as often', { ...loud, wallMs: 900, printed: { lines: 999, bytes: 9e4 } }, false],
  [
    'a workload of Heddle’s',
    { model: 'async', tasks: done, wallMs: 1000, printed: { lines: 1000, bytes: 9e4 } },
    false,
  ],
]);
