import { expect, test } from 'vitest';
import type { Moment } from '../../../source/session/moments.ts';
import { finding, programOf, programTable, type WatchFigures, watchOf, watchTable } from './helpers/watch.ts';

/** Of a minute, and at worst within a second. */
const collected = (ms: number, worstMs: number): WatchFigures => ({
  main: { collecting: { ms, youngMs: 0, worstMs } },
  moments: [
    { atMs: 0, collectorMs: 0 },
    { atMs: 60_000, collectorMs: ms },
  ],
});
watchTable('collector-pauses', [
  ['a twentieth of the time, and felt', collected(3150, 105), true],
  ['less of the time', collected(2850, 105), false],
  ['nobody feels it', collected(3150, 95), false],
  [
    'not measured',
    { main: { collecting: { ms: 9e3, youngMs: 0, worstMs: 900 } }, moments: [{}, { atMs: 60_000 }] },
    false,
  ],
]);

test('what the collector does is told of the last minute', () => {
  expect(finding('collector-pauses', collected(6000, 200)).saw).toBe(
    'Garbage collection took 10 % of the last 60.0 s, up to 200 ms in a second',
  );
});

/** What was kept after collections, in megabytes, ten seconds apart. */
const kept = (...megabytes: number[]): WatchFigures => ({
  moments: megabytes.map((mb, at) => ({ atMs: at * 10_000, keptBytes: mb * 1e6, rssBytes: 1e9 })),
  machine: { memoryBytes: 1e12 },
});
/** RSS once in ten seconds, rising by as many megabytes each. */
const rss = (points: number, mb = 1): WatchFigures => ({
  moments: Array.from({ length: points }, (_, at) => ({
    atMs: at * 10_000,
    rssBytes: (100 + at * mb) * 1e6,
  })),
});
/** It rises by 10 MB each, and then by so much. */
const slower = (mb: number) =>
  kept(0, 10, 20, 30, 40, 50, 60, 70, ...[1, 2, 3, 4, 5, 6, 7, 8].map((at) => 70 + at * mb));

watchTable('memory-grows', [
  ['each of five collections leaves more', kept(10, 20, 30, 40, 50), true],
  ['four of them tell nothing', kept(10, 20, 30, 40), false],
  ['less than a runtime needs for itself', kept(10, 11, 12, 13, 14), false],
  ['it comes and goes', kept(10, 50, 20, 60, 10, 50), false],
  ['it goes on more than half as fast', slower(3.5), true],
  ['it slows down', slower(2.5), false],
  ['of RSS for five minutes', rss(31), true],
  ['of RSS for less', rss(30), false],
  [
    'RSS rises, but what is kept does not',
    { moments: rss(31).moments!.map((one) => ({ ...one, keptBytes: 5e6 })) },
    false,
  ],
]);

test('memory that grows: how fast, until when, and where to look', () => {
  const figures = kept(100, 110, 120, 130, 140);
  expect(finding('memory-grows', { ...figures, machine: { memoryBytes: 3e9 } })).toMatchObject({
    severity: 'problem',
    saw: 'Memory grows by 60 MB a minute: 40 MB more in the last 40.0 s',
    next: expect.stringMatching(/^Look for a Map or array of the module, an endless cache/),
  });
  const buffers: Partial<Moment>[] = figures.moments!.map((one) => ({
    ...one,
    keptBufferBytes: one.keptBytes!,
  }));
  expect(finding('memory-grows', { ...figures, moments: buffers }).next).toContain('that keeps Buffers');
  expect(finding('memory-grows', { ...rss(31), runtime: null }).next).toContain('each request');
});

/** It grows by 60 MB a minute. */
const fullIn = (minutes: number) => ({
  ...kept(100, 110, 120, 130, 140),
  heapLimitBytes: 140e6 + minutes * 60e6,
});
test('what is full within an hour is a problem', () => {
  expect(finding('memory-grows', fullIn(58)).severity).toBe('problem');
  expect(finding('memory-grows', fullIn(62)).severity).toBe('warning');
});

const locked = (loop: number, threads: number): WatchFigures => ({
  runtime: 'python',
  moments: [
    { atMs: 0, lockMs: 0, threadsLockMs: 0 },
    { atMs: 60_000, lockMs: loop * 60_000, threadsLockMs: threads * 60_000 },
  ],
});
watchTable('behind-the-lock', [
  ['the main thread, a fifth of the time', locked(0.21, 0), true],
  ['less', locked(0.19, 0), false],
  ['one thread on average', locked(0, 1.05), true],
  ['fewer', locked(0, 0.95), false],
  ['Node.js has no such lock', { moments: [{}, { atMs: 60_000 }] }, false],
]);

test('the main thread behind the lock is a problem, as the loop runs in it', () => {
  expect(finding('behind-the-lock', locked(0.3, 3)).saw).toBe(
    'The main thread waited for the lock 30 % of the last 60.0 s',
  );
  expect(finding('behind-the-lock', locked(0, 3)).saw).toBe(
    'On average 3.0 threads waited for the lock in the last 60.0 s',
  );
});

const open = (descriptors: number) => ({ moments: [{ descriptors, descriptorLimit: 100 }] });
const left = (before: number, after: number) => ({
  moments: [{ closeWait: before }, { atMs: 10_000, closeWait: after }],
});
watchTable('sockets-left-open', [
  ['four fifths of the descriptors', open(82), true],
  ['fewer', open(78), false],
  ['twenty sockets more', left(5, 25), true],
  ['nineteen', left(5, 24), false],
  ['as many as before', left(50, 50), false],
]);

const silent = { pid: 9, command: 'sh run.sh', why: 'it was started with an environment of its own' };
programTable('not-observed', [
  ['a process says nothing', { ...programOf(watchOf({})), unobserved: [silent] }, true],
  ['all of them tell', programOf(watchOf({})), false],
]);
