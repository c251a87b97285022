import { expect, test } from 'vitest';
import { limitIn } from '../../source/findings/queueing.ts';
import { between, chance, queueOf } from './helpers/queue.ts';

type Queue = Parameters<typeof queueOf>[0];
const limitOf = (queue: Queue) => limitIn(queueOf(queue), queue.atOnce);

/** Something lets only so many through; how many of these are told, and whether as a number or as a rate. */
test.each<[what: string, queue: Queue, low: number, high: number]>([
  ['a pool of 17, all at once', { tasks: 300, atOnce: 300, through: 17, serveMs: between(40, 56) }, 17, 17],
  ['17 of 24: two waves', { tasks: 24, atOnce: 24, through: 17, serveMs: between(40, 42) }, 17, 17],
  [
    'five of 24 with times that vary threefold',
    { tasks: 24, atOnce: 24, through: 5, serveMs: between(30, 90, 77) },
    3,
    7,
  ],
  [
    'three of six with times that vary twofold',
    { tasks: 60, atOnce: 6, through: 3, serveMs: between(20, 40, 2) },
    3,
    3,
  ],
  ['five of 40, in rounds', { tasks: 200, atOnce: 40, through: 5, serveMs: between(20, 30) }, 4, 6],
  ['waves', { tasks: 200, atOnce: 40, through: 5, serveMs: () => 20 }, 5, 5],
  ['a lock', { tasks: 48, atOnce: 8, through: 1, serveMs: () => 20 }, 1, 1],
  ['a lock, all at once', { tasks: 24, atOnce: 24, through: 1, serveMs: between(20, 30) }, 1, 1],
  ['two of four', { tasks: 40, atOnce: 4, through: 2, serveMs: between(20, 23) }, 2, 2],
  [
    'only a part of a task stands in line',
    { tasks: 1000, atOnce: 100, through: 17, serveMs: between(20, 30), beforeMs: () => 30 },
    34,
    42,
  ],
  [
    'a lock that a thread takes again',
    { tasks: 60, atOnce: 8, through: 1, serveMs: () => 20, lastFirst: true },
    1,
    1,
  ],
  [
    'a pool of two that a thread takes again',
    { tasks: 60, atOnce: 8, through: 2, serveMs: () => 20, lastFirst: true },
    2,
    2,
  ],
  [
    'a lock that a thread takes again, held for 20 to 70 ms',
    { tasks: 60, atOnce: 8, through: 1, serveMs: between(20, 70), lastFirst: true },
    1,
    1,
  ],
  [
    'the same in three rounds',
    { tasks: 24, atOnce: 8, through: 1, serveMs: () => 20, lastFirst: true },
    1,
    1,
  ],
  [
    'two threads that share a lock for most of their time',
    { tasks: 40, atOnce: 2, through: 1, serveMs: () => 20, beforeMs: () => 3 },
    1,
    1,
  ],
  ['eight behind one lock', { tasks: 8, atOnce: 8, through: 1, serveMs: () => 20 }, 1, 1],
  // What they take before they ask cannot be told from a connection that only the first have to make: rather too many are
  // told, which are as fast.
  [
    'the first ones connect, which takes three times as long',
    { tasks: 96, atOnce: 32, through: 4, serveMs: () => 30, beforeMs: (task) => (task < 32 ? 60 : 0) },
    4,
    16,
  ],
])('%s', (_, queue, low, high) => {
  const through = limitOf(queue)?.through;
  expect(through).toBeGreaterThanOrEqual(low);
  expect(through).toBeLessThanOrEqual(high);
});

/** Tasks of their own lengths, of which none waits for another; and lines that are too short or too uneven to be told from them. */
test.each<[what: string, queue: Queue]>([
  ['of one length', { tasks: 24, atOnce: 24, serveMs: () => 50 }],
  ['of one length, in rounds', { tasks: 200, atOnce: 8, serveMs: () => 50 }],
  ['short and long, evenly spread', { tasks: 24, atOnce: 24, serveMs: between(10, 100) }],
  ['the same in rounds', { tasks: 200, atOnce: 40, serveMs: between(10, 100) }],
  ['with few at once', { tasks: 200, atOnce: 8, serveMs: between(10, 100) }],
  ['four lengths in turn', { tasks: 24, atOnce: 24, serveMs: (task) => 50 + 50 * (task % 4) }],
  ['four lengths in turn, in rounds', { tasks: 100, atOnce: 8, serveMs: (task) => 50 + 50 * (task % 4) }],
  ['the first one is short', { tasks: 100, atOnce: 8, serveMs: (task) => (task === 0 ? 5 : 50) }],
  ['one of ten is long', { tasks: 200, atOnce: 20, serveMs: (task) => (task % 10 ? 20 : 200) }],
  ['each a little longer than the one before', { tasks: 24, atOnce: 24, serveMs: (task) => 100 + 20 * task }],
  ['the same of two hundred', { tasks: 200, atOnce: 200, serveMs: (task) => 50 + 10 * task }],
  ['the same from nothing on', { tasks: 24, atOnce: 24, serveMs: (task) => 10 * task }],
  ['the same in rounds', { tasks: 200, atOnce: 20, serveMs: (task) => 20 + task }],
  ['ten that find something ready', { tasks: 200, atOnce: 20, serveMs: (task) => (task < 10 ? 20 : 60) }],
  ['a limit that is never met', { tasks: 200, atOnce: 16, through: 16, serveMs: between(20, 40) }],
  ['too few', { tasks: 7, atOnce: 7, through: 1, serveMs: () => 20 }],
  [
    'two threads that share a lock for two thirds of their time, and wait for a quarter of it',
    { tasks: 40, atOnce: 2, through: 1, serveMs: () => 20, beforeMs: () => 10 },
  ],
  [
    'a lock that a thread takes again, in less than three rounds',
    { tasks: 23, atOnce: 8, through: 1, serveMs: () => 20, lastFirst: true },
  ],
  [
    'a lock that a thread takes again, held for times that vary fivefold',
    { tasks: 60, atOnce: 8, through: 1, serveMs: between(20, 100), lastFirst: true },
  ],
  ['one at a time', { tasks: 24, atOnce: 1, serveMs: () => 20 }],
])('no limit: %s', (_, queue) => {
  expect(limitOf(queue)).toBeNull();
});

/** How many of these runs, of 120 tasks with 4 to 40 at once, are told to have a limit, though no task waits for another. */
function alarms(serveMs: (different: number, next: () => number) => (task: number) => number): number {
  const next = chance(7);
  let told = 0;
  for (let atOnce = 4; atOnce <= 40; atOnce++)
    for (let different = 2; different <= 12; different++)
      if (limitOf({ tasks: 120, atOnce, serveMs: serveMs(different, next) })) told++;
  return told;
}

const some = (count: number, next: () => number) => Array.from({ length: count }, () => 20 + 200 * next());

/** Of 407: lengths in turn make ends that are even by themselves. */
test.each<[what: string, serveMs: Parameters<typeof alarms>[0], most: number]>([
  ['in even steps, in turn', (different) => (task) => 100 + 30 * (task % different), 0],
  // Ends of all lanes fall on the same steps.
  ['that are multiples of one, in turn', (different) => (task) => 20 + 20 * (task % different), 4],
  [
    'by chance, in turn',
    (different, next) => {
      const lengths = some(different, next);
      return (task) => lengths[task % different]!;
    },
    0,
  ],
  [
    'some, by chance which of them',
    (different, next) => {
      const lengths = some(different, next);
      return () => lengths[Math.floor(next() * different)]!;
    },
    0,
  ],
  [
    'so many alike one after another',
    (different, next) => {
      const lengths = some(5, next);
      return (task) => lengths[Math.floor(task / different) % 5]!;
    },
    0,
  ],
])('no limit: two to twelve lengths %s', (_, serveMs, most) => {
  expect(alarms(serveMs)).toBeLessThanOrEqual(most);
});

test('a rate that lets five through at first, all at once', () => {
  const tasks = Array.from({ length: 24 }, (_, task) => ({
    startedMs: task * 1e-3,
    endedMs: 5 + (task % 3) + 20 * Math.max(0, task - 4),
  }));
  expect(limitIn(tasks, 24)).toMatchObject({ through: null });
});

/** So many tasks at once that end in waves, five in each. */
const waves = (tasks: number, endOf: (wave: number) => number) =>
  Array.from({ length: tasks }, (_, task) => ({
    startedMs: task * 1e-3,
    endedMs: endOf(Math.floor(task / 5)) + (task % 5) * 0.2,
  }));

test('five at a time through a pool that each passes twice: the first round hides what a task takes alone', () => {
  expect(
    limitIn(
      waves(80, (wave) => 2000 + 120 * wave),
      80,
    ),
  ).toMatchObject({ through: 5, inOrder: true });
  expect(
    limitIn(
      waves(15, (wave) => 2000 + 120 * wave),
      15,
    )?.through,
  ).toBe(5);
});

test('no limit: two waves, waves at uneven distances, and waves whose tasks began in another order', () => {
  expect(
    limitIn(
      waves(10, (wave) => 2000 + 120 * wave),
      10,
    ),
  ).toBeNull();
  expect(
    limitIn(
      waves(80, (wave) => 2000 + 100 * wave + 40 * (wave % 2)),
      80,
    ),
  ).toBeNull();
  const mixed = waves(80, (wave) => 2000 + 120 * ((wave * 7) % 16));
  expect(limitIn(mixed, 80)).toBeNull();
});

/** 80 tasks of 18 ms, eight at once, that are let in one after another at this distance. */
const every = (ms: number) =>
  Array.from({ length: 80 }, (_, task) => ({
    startedMs: task < 8 ? task * 1e-6 : 18 + ms * (task - 8),
    endedMs: 18 + ms * task + (task % 3),
  }));

test('a rate lets one through before the last has ended, and none while nothing is due', () => {
  expect(limitIn(every(35), 8)?.through).toBeNull();
  expect(limitIn(every(50), 8)?.perSecond).toBeCloseTo(20, 0);
});

test('a lock that is handed over slowly lets one through at a time', () => {
  expect(limitIn(every(26), 8)?.through).toBe(1);
});

test('what a task takes is told with and without the line', () => {
  const limit = limitOf({ tasks: 300, atOnce: 100, through: 10, serveMs: () => 20 });
  expect(limit?.aloneMs).toBeGreaterThan(19);
  expect(limit?.aloneMs).toBeLessThan(22);
  // Ten times as many as get through: each waits for nine others, but for the first hundred, which wait for half as many.
  expect(limit?.queuedMs).toBeGreaterThan(140);
  expect(limit?.queuedMs).toBeLessThan(210);
});
