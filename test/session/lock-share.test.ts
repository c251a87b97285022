import { expect, test } from 'vitest';
import { feltLock } from '../../source/session/felt.ts';
import { lockShareOf } from '../../source/session/lock-share.ts';

type Lane = Parameters<typeof lockShareOf>[0][number];
const thread = (cpuMs: number | null, lockMs: number | null): Lane => ({ kind: 'thread', cpuMs, lockMs });
const main: Lane = { kind: 'loop', cpuMs: 20, lockMs: 900 };

test.each<[what: string, lanes: Lane[], wallMs: number | null, share: ReturnType<typeof lockShareOf>]>([
  [
    'two threads that compute in turn, whatever the loop waited',
    [main, thread(480, 500), thread(500, 480)],
    1000,
    { threads: 2, computedRatio: 0.49, waitedRatio: 0.49 },
  ],
  [
    'one that computes and one that waits for something else',
    [thread(1000, 0), thread(0, 0)],
    1000,
    { threads: 2, computedRatio: 0.5, waitedRatio: 0 },
  ],
  ['one thread shares nothing', [main, thread(500, 500)], 1000, null],
  ['no lock', [thread(500, null), thread(500, null)], 1000, null],
  ['not measured', [thread(null, 10), thread(500, 10)], 1000, null],
  ['no time known', [thread(500, 500), thread(500, 500)], null, null],
  ['processes', [500, 500].map((ms) => ({ kind: 'process', cpuMs: ms, lockMs: ms })), 1000, null],
  [
    'the last sample was a little after the end',
    [thread(1010, 0), thread(0, 1010)],
    500,
    { threads: 2, computedRatio: 1, waitedRatio: 1 },
  ],
])('%s', (_, lanes, wallMs, share) => {
  expect(lockShareOf(lanes, wallMs)).toEqual(share);
});

test.each([
  [0.05, true],
  [0.049, false],
])('a lock waited for %d of the time: felt %s', (waitedRatio, felt) => {
  const lock = { threads: 2, computedRatio: 0.5, waitedRatio };
  expect(feltLock({ lock, wallMs: 300 })).toEqual(felt ? lock : null);
  expect(feltLock({ lock, wallMs: 299 })).toBeNull();
});
