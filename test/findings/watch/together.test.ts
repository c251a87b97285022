import { expect, test } from 'vitest';
import { findingsOfProgram, findingsOfWatch } from '../../../source/findings/watched.ts';
import { frame, programOf, type WatchFigures, watchOf } from './helpers/watch.ts';

const hash = { durationMs: 2000, frames: [frame('hash')] };
const held: WatchFigures = { freezes: [hash] };

test('what is found in several processes is told once, as in that which works most', () => {
  const worker = (cpuMs: number, durationMs: number) =>
    watchOf({ cpuMs, freezes: [{ ...hash, durationMs }] });
  const found = findingsOfProgram(programOf(worker(10, 2000), worker(90, 3000), watchOf({ cpuMs: 99 })));
  expect(found).toMatchObject([{ rule: 'loop-held', pid: 2, processes: 2, figures: { heldMs: 3000 } }]);
});

test('two functions are two findings', () => {
  const two = watchOf({ freezes: [hash, { durationMs: 1000, frames: [frame('sum')] }] });
  expect(findingsOfProgram(programOf(two)).map(({ subject }) => subject)).toEqual([
    'hash (auth.js:42)',
    'sum (auth.js:42)',
  ]);
});

test('so is what one line does in two ways, and a call that was caught late is one of them', () => {
  const sync = frame('execSync', 'node:child_process', 900);
  const two = watchOf({
    freezes: [
      { ...hash, cause: 'child', placed: 'before' },
      { ...hash, durationMs: 900, cause: 'child', frames: [sync, ...hash.frames] },
      { ...hash, durationMs: 1500, startedMs: 5000 },
    ],
  });
  expect(findingsOfProgram(programOf(two))).toMatchObject([
    {
      ...{ subject: 'execSync in hash (auth.js:42)', figures: { freezes: 2, heldMs: 2900 } },
      ...{ why: expect.stringMatching(/^In execSync\./), next: expect.stringMatching(/^Use exec/) },
    },
    { subject: 'hash (auth.js:42)', figures: { freezes: 1, heldMs: 1500 } },
  ]);
});

test('the most severe comes first, and of one severity what is told to come first', () => {
  const found = findingsOfWatch(
    watchOf({
      ...held,
      loadedMs: 1000,
      waited: [{ unread: 9 }],
      moments: [{ descriptors: 9, descriptorLimit: 10 }],
    }),
  );
  expect(found.map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
    'problem loop-held',
    'problem sockets-left-open',
    'warning requests-wait-outside',
    'note loading-slow',
  ]);
});

test('a function that holds the loop explains why one core is not enough', () => {
  const moments = [
    { coreMs: 0, usedCoreMs: 0 },
    { atMs: 9000, busyMs: 9000, measuredMs: 9000, coreMs: 18_000, usedCoreMs: 9000, waiting: 9 },
  ];
  const rules = (more: WatchFigures) =>
    findingsOfWatch(watchOf({ moments, ...more })).map(({ rule }) => rule);
  expect(rules({})).toEqual(['one-core-used']);
  expect(rules(held)).toEqual(['loop-held']);
});

test('what nobody observes is about the program as a whole', () => {
  const unobserved = ['a', 'b'].map((command, at) => ({
    pid: 8 + at,
    command,
    why: 'it is neither Node.js nor Python',
  }));
  const [found] = findingsOfProgram({ ...programOf(watchOf({})), unobserved });
  expect(found).toMatchObject({
    ...{ rule: 'not-observed', severity: 'note', pid: null },
    saw: '2 processes of it are not observed: a (8) and 1 other',
    why: 'It is neither Node.js nor Python. The system alone tells of it.',
  });
  const [alone] = findingsOfProgram({ ...programOf(watchOf({ how: 'outside' })), unobserved });
  expect(alone).toMatchObject({ severity: 'warning' });
});
