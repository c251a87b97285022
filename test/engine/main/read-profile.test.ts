import { expect, test } from 'vitest';
import { type Profile, readProfile } from '../../../source/engine/main/read-profile.ts';

/** A node of a profile; lines count from 0 there. */
const node = (id: number, functionName: string, url: string, line = 0, children: number[] = []) => ({
  id,
  callFrame: { functionName, url, lineNumber: line },
  children,
});
const nodes = [
  node(1, '(root)', '', 0, [2, 3, 4, 5, 6]),
  node(2, '(program)', ''),
  node(3, '(idle)', ''),
  node(4, '(garbage collector)', ''),
  node(5, 'work', 'file:///own/work.mjs', 9, [7, 8]),
  node(6, 'start', new URL('../../../source/engine/lane/lane.ts', import.meta.url).href, 40),
  node(7, 'run', ''),
  node(8, '', 'file:///own/help.mjs', 4),
];

/** Samples that stand for a millisecond each, from 5 ms on. */
const profile = (...samples: number[]): Profile => ({
  nodes,
  samples,
  timeDeltas: samples.map(() => 1000),
  startTime: 4000,
  endTime: 5000 + 1000 * samples.length,
});
const read = (...samples: number[]) => readProfile(profile(...samples), 0, Number.POSITIVE_INFINITY);

test('what the thread did, of the looks at which it did something', () => {
  expect(read(2, 3, 5, 5, 7, 8, 4, 6, 7, 2)).toEqual({
    samples: 10,
    activeRatio: 0.7,
    jsRatio: 0.571,
    nativeRatio: 0.286,
    collectorRatio: 0.143,
    // With what it called in native code; Heddle's own are none of the person's.
    hottest: { name: 'work', file: '/own/work.mjs', line: 10, ratio: 0.571 },
    overheadMs: null,
  });
});

test('a function without a name, by its place', () => {
  expect(read(8).hottest).toEqual({
    name: '(anonymous)',
    file: '/own/help.mjs',
    line: 5,
    ratio: 1,
  });
});

test('a thread that only waited did nothing, and one that was never looked at is not known', () => {
  const nothing = { jsRatio: null, nativeRatio: null, collectorRatio: null, hottest: null, overheadMs: null };
  expect(read(2, 3)).toEqual({ samples: 2, activeRatio: 0, ...nothing });
  expect(read()).toEqual({ samples: 0, activeRatio: null, ...nothing });
});

test('what is before the first task and after the last is left out', () => {
  // Native code, half of it before; JavaScript; the collector, half of it afterwards.
  expect(readProfile(profile(2, 7, 5, 4, 2), 6500, 8500)).toMatchObject({
    samples: 3,
    activeRatio: 1,
    nativeRatio: 0.25,
    jsRatio: 0.5,
    collectorRatio: 0.25,
  });
});

test('a sample stands for the time up to the next one', () => {
  const late = { ...profile(5, 2), timeDeltas: [1000, 9000], endTime: 15_000 };
  expect(readProfile(late, 0, 20_000)).toMatchObject({ samples: 2, activeRatio: 0.9 });
});
