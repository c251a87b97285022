import { expect, test } from 'vitest';
import { readProfile } from '../../../source/engine/main/read-profile.ts';

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

test('what the thread did, of the looks at which it did something', () => {
  expect(readProfile({ nodes, samples: [2, 3, 5, 5, 7, 8, 4, 6, 7, 2] })).toEqual({
    samples: 10,
    activeRatio: 0.7,
    jsRatio: 0.571,
    nativeRatio: 0.286,
    collectorRatio: 0.143,
    // With what it called in native code; Heddle's own are none of the person's.
    hottest: { name: 'work', file: '/own/work.mjs', line: 10, ratio: 0.571 },
  });
});

test('a function without a name, by its place', () => {
  expect(readProfile({ nodes, samples: [8] }).hottest).toEqual({
    name: '(anonymous)',
    file: '/own/help.mjs',
    line: 5,
    ratio: 1,
  });
});

test('a thread that only waited did nothing, and one that was never looked at is not known', () => {
  const nothing = { jsRatio: null, nativeRatio: null, collectorRatio: null, hottest: null };
  expect(readProfile({ nodes, samples: [2, 3] })).toEqual({ samples: 2, activeRatio: 0, ...nothing });
  expect(readProfile({ nodes, samples: [] })).toEqual({ samples: 0, activeRatio: null, ...nothing });
});
