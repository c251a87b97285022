import type { Profiler } from 'node:inspector';
import { expect, test } from 'vitest';
import { foundIn, keyOf, sitesIn } from '../../source/probe/self-times.ts';

type Part = readonly [name: string, url: string, line: number, ms: number, children?: readonly Part[]];

/** A profile in which each function has so many milliseconds to itself, in samples of a millisecond. */
function profileOf(parts: readonly Part[]): Profiler.Profile {
  const nodes: Profiler.ProfileNode[] = [];
  const samples: number[] = [];
  const add = ([functionName, url, line, ms, children = []]: Part): number => {
    const callFrame = { functionName, url, scriptId: '1', lineNumber: line - 1, columnNumber: 0 };
    const node: Profiler.ProfileNode = { id: nodes.length + 1, callFrame, hitCount: ms };
    nodes.push(node);
    for (let one = 0; one < ms; one++) samples.push(node.id);
    node.children = children.map(add);
    return node.id;
  };
  add(['(root)', '', 0, 0, parts]);
  const endTime = 5000 + samples.length * 1000;
  return {
    nodes,
    samples,
    startTime: 5000,
    endTime,
    timeDeltas: samples.map((_, at) => (at === 0 ? 0 : 1000)),
  };
}

const server = '/srv/shop/server.js';
const told = (parts: readonly Part[]) => foundIn(profileOf(parts));

test('each function is told with its share, the first that took most, and idle time apart', () => {
  const found = told([
    ['(idle)', '', 0, 50],
    ['handle', server, 3, 10, [['render', 'file:///srv/shop/view.mjs', 7, 30]]],
    ['(garbage collector)', '', 0, 10],
  ]);
  expect(found).toEqual({
    durationMs: 100,
    idleRatio: 0.5,
    functions: [
      { name: 'render', file: '/srv/shop/view.mjs', line: 7, ratio: 0.3, caller: null },
      { name: 'handle', file: server, line: 3, ratio: 0.1, caller: null },
      { name: 'garbage collector', file: null, line: null, ratio: 0.1, caller: null },
    ],
  });
});

test('what Node does is told as the function that was called, with who called it', () => {
  const { functions } = told([
    ['hash', server, 9, 0, [['pbkdf2Sync', 'node:internal/crypto/pbkdf2', 62, 1, [['run', '', 0, 99]]]]],
  ]);
  expect(functions).toEqual([
    {
      ...{ name: 'pbkdf2Sync', file: 'node:internal/crypto/pbkdf2', line: 62, ratio: 1 },
      caller: { name: 'hash', file: server, line: 9 },
    },
  ]);
});

test('what nobody of the program has called is told as it is', () => {
  const internal = 'node:internal/http';
  const { functions } = told([
    ['(program)', '', 0, 40],
    ['onread', internal, 1, 0, [['parse', internal, 5, 60]]],
  ]);
  expect(functions.map(({ name, caller }) => [name, caller])).toEqual([
    ['parse', null],
    ['Node.js itself', null],
  ]);
});

test('a function of a package is told with the nearest of the own code that led to it', () => {
  const file = '/srv/shop/node_modules/fast/index.js';
  const { functions } = told([['handle', server, 3, 0, [['run', file, 1, 0, [['', file, 40, 100]]]]]]);
  expect(functions).toEqual([
    { name: null, file, line: 40, ratio: 1, caller: { name: 'handle', file: server, line: 3 } },
  ]);
});

test('the same function in two places of the tree is one', () => {
  const leaf: Part = ['leaf', server, 5, 50];
  const { functions } = told([
    ['one', server, 1, 0, [leaf]],
    ['other', server, 2, 0, [leaf]],
  ]);
  expect(functions).toMatchObject([{ name: 'leaf', ratio: 1 }]);
});

test('five are told at most, and none of which one would say that it took 0 %', () => {
  const many = Array.from({ length: 9 }, (_, at): Part => [`f${at}`, server, at + 1, 10 + at]);
  expect(told(many).functions.map(({ name }) => name)).toEqual(['f8', 'f7', 'f6', 'f5', 'f4']);
  const [little, enough] = [
    [4, 996],
    [5, 995],
  ].map(([ms, rest]) =>
    told([
      ['small', server, 1, ms!],
      ['large', server, 2, rest!],
    ]).functions.map(({ name }) => name),
  );
  expect(little).toEqual(['large']);
  expect(enough).toEqual(['large', 'small']);
});

test('a function of which the runtime knows where it was written is told there', () => {
  const profile = profileOf([['work', '/srv/shop/server.ts', 2, 5]]);
  const [site] = sitesIn(profile);
  expect(site).toEqual(['work', '/srv/shop/server.ts', 2, 1]);
  const originals = new Map([[keyOf(site!), ['work', '/srv/shop/server.ts', 40, 3] as const]]);
  expect(foundIn(profile, originals).functions).toMatchObject([{ name: 'work', line: 40 }]);
});

test('without samples nothing is told', () => {
  expect(told([])).toEqual({ durationMs: 0, idleRatio: 0, functions: [] });
});
