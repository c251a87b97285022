import { expect, test } from 'vitest';
import { perLane, perTask } from '../../source/session/per-task.ts';
import { type Figures, row, sessionOf, together } from '../findings/helpers/evidence.ts';

const grown = (figures: Figures) =>
  perTask(sessionOf({ ...figures, memory: { grownRssBytes: 120 } })).rssBytes;
const sixteen = Array.from({ length: 16 }, () => ({}));

test.each<[what: string, figures: Figures, rssBytes: number | null]>([
  ['on a loop: by the most tasks at once', { model: 'async', tasks: together(8, 100) }, 15],
  [
    'seven on a loop: garbage cannot be told from what they hold',
    { model: 'async', tasks: together(7, 100) },
    null,
  ],
  ['one after another', { model: 'sequential', tasks: row(0, 9, 50) }, null],
  ['in a pool that is full: the same', { pool: [{}, {}], tasks: [...row(1, 2, 50), ...row(2, 2, 50)] }, 60],
  [
    'one task in a pool of 16: what the idle lanes take is not its cost',
    { pool: sixteen, tasks: row(1, 1, 50) },
    8,
  ],
  [
    'threads behind a loop are not one for each task',
    { model: 'hybrid', poolThreads: 2, pool: [{}, {}], tasks: together(8, 50) },
    15,
  ],
  ['no task yet', { pool: [{}] }, null],
])('%s', (_, figures, rssBytes) => {
  expect(grown(figures)).toBe(rssBytes);
});

test.each<[what: string, figures: Figures, rssBytes: number | null]>([
  ['by the lanes of the pool, however many tasks there are', { pool: sixteen, tasks: row(1, 1, 50) }, 8],
  ['also behind a loop', { model: 'hybrid', poolThreads: 2, pool: [{}, {}], tasks: row(0, 9, 50) }, 60],
  ['without a pool nothing', { model: 'async', tasks: together(8, 100) }, null],
])('one more lane: %s', (_, figures, rssBytes) => {
  expect(perLane(sessionOf({ ...figures, memory: { grownRssBytes: 120 } })).rssBytes).toBe(rssBytes);
});
