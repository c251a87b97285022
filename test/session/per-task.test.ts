import { expect, test } from 'vitest';
import { perTask } from '../../source/session/per-task.ts';
import { type Figures, row, sessionOf, together } from '../findings/helpers/evidence.ts';

const grown = (figures: Figures) =>
  perTask(sessionOf({ ...figures, memory: { grownRssBytes: 120 } })).rssBytes;
const sixteen = Array.from({ length: 16 }, () => ({}));

test.each<[what: string, figures: Figures, rssBytes: number | null]>([
  ['on a loop: by the most tasks at once', { model: 'async', tasks: together(4, 100) }, 30],
  ['in a pool that is full: the same', { pool: [{}, {}], tasks: [...row(1, 2, 50), ...row(2, 2, 50)] }, 60],
  [
    'one task in a pool of 16: what the idle lanes take is not its cost',
    { pool: sixteen, tasks: row(1, 1, 50) },
    8,
  ],
  [
    'threads behind a loop are not one for each task',
    { model: 'hybrid', poolThreads: 2, pool: [{}, {}], tasks: row(0, 2, 50) },
    120,
  ],
  ['no task yet', { pool: [{}] }, null],
])('%s', (_, figures, rssBytes) => {
  expect(grown(figures)).toBe(rssBytes);
});
