import { expect, test } from 'vitest';
import type { Question } from '../../source/answer/step.ts';
import {
  beforehand,
  callsAhead,
  foundOf,
  isEven,
  machineFound,
  roundsText,
  timeLeft,
} from '../../source/answer/words/progress.ts';
import { characterOf, shares } from './helpers/answers.ts';

const question = {
  wish: { workload: './resize.ts' },
  card: { module: '/work/resize.ts' },
  budgetMs: 30_000,
  maxCalls: null,
  room: { effectiveCores: 2, availableMemoryBytes: 1e9 },
  before: { busyRatio: 0.3, waitedMs: 4000 },
} as unknown as Question;

test('what is going to be done is said first', () => {
  expect(beforehand(question)).toBe(
    'Heddle will call the function of ./resize.ts for up to 30 s. It starts with one second of at most 100,000 calls, and then says about how many there will be. Limit that with --budget TIME or --max-calls N.',
  );
  expect(beforehand({ ...question, maxCalls: 300 })).toBe(
    'Heddle will call the function of ./resize.ts at most 300 times, for 30 s at most.',
  );
});

test('how often it will be called, as soon as that is known', () => {
  expect(callsAhead(1234)).toEqual(['Calls', 'about 1200 in all; more if the first rounds are not clear']);
});

test('what was found', () => {
  const spent = { ...shares, loopJs: 0.1, loopNative: 0.04, libuv: 0.86, waitingFree: 0 };
  expect(foundOf(characterOf({ warmUp: { tasks: 14, ms: 500 }, shares: spent }))).toEqual([
    ['Warm-up', '14 calls (500 ms) until the times settled'],
    ['One call', '21 ms: 2.9 ms on its thread, 18 ms in other threads'],
  ]);
  expect(foundOf(characterOf({ msPerTask: null }))).toEqual([
    ['Warm-up', 'none: the times were settled from the start'],
  ]);
  expect(machineFound(question, false)).toEqual([
    'Machine',
    '2 cores, other programs use 30 % of them, after a wait of 4 s',
  ]);
  expect(machineFound({ ...question, before: { ...question.before, waitedMs: 0 } }, true)).toEqual([
    'Machine',
    '2 cores, quiet',
  ]);
});

test('how far the rounds are, and how long they will take', () => {
  const progress = [
    { model: 'sequential', done: 1, planned: 1 },
    { model: 'async', done: 2, planned: 5 },
  ] as const;
  expect(roundsText(progress)).toBe('sequential ✓   async ✓✓···');
  expect(roundsText([{ model: 'async', done: 7, planned: 10 }])).toBe('async 7/10');
  expect(timeLeft(8700)).toBe('about 9 s left');
  expect(timeLeft(120_000)).toBe('about 2 m left');
  expect(timeLeft(null)).toBe('');
});

test('a log has a line for each round, not for each run', () => {
  const at = (...done: number[]) =>
    isEven(done.map((one, index) => ({ model: index === 0 ? 'async' : 'threads', done: one, planned: 3 })));
  expect([at(1, 0), at(1, 1), at(2, 1), at(3, 1), at(3, 3)]).toEqual([false, true, false, true, true]);
});
