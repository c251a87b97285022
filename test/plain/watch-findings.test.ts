import { expect, test } from 'vitest';
import type { CallableOf } from '../../source/findings/measure-words.ts';
import { watchLines } from '../../source/plain/watch.ts';
import { watchDocument } from '../../source/plain/watch-document.ts';
import { frame, programOf, type WatchFigures, watchOf } from '../findings/watch/helpers/watch.ts';

/** All that was on the stack can be imported, and needs no input. */
const callableOf: CallableOf = ({ places: [at] }) => ({
  at: at!,
  way: 'imports',
  inputs: [],
  word: './auth.js#hash',
});
const held: WatchFigures = { atMs: 60_100, freezes: [{ durationMs: 2000, frames: [frame('hash')] }] };
const linesOf = (...all: readonly WatchFigures[]) => {
  const lines = watchLines(programOf(...all.map(watchOf)), ['node', 'server.js'], 60_000, callableOf);
  return lines.slice(lines.findIndex((line) => line.startsWith('  findings')));
};

test('findings stand at the end, with what to type on one line', () => {
  expect(linesOf(held)).toEqual([
    '  findings   problem: hash (auth.js:42) held the loop once, 2.0 s of the last',
    '             60.0 s',
    '             Nothing else was answered meanwhile.',
    '             → Do it in a worker thread, or in parts with a turn of the loop in',
    '             between. To try what helps: heddle decide ./auth.js#hash',
  ]);
});

test('of several processes it is told in which, or in how many', () => {
  expect(linesOf(held, {}).join(' ')).toMatch(/60\.0\s+s \(process 1\)/);
  expect(linesOf(held, held).join(' ')).toMatch(/60\.0\s+s \(2 processes\)/);
});

test('a document has the same, most severe first', () => {
  const program = programOf(
    watchOf({ ...held, loadedMs: 2000, freezes: [{ ...held.freezes![0]!, startedMs: 3000 }] }),
  );
  const { findings } = watchDocument(program, {} as never, callableOf);
  expect(findings.map(({ rule, pid, processes }) => [rule, pid, processes])).toEqual([
    ['loop-held', 1, 1],
    ['loading-slow', 1, 1],
  ]);
  expect(findings[0]?.step).toEqual({ kind: 'command', command: 'heddle decide ./auth.js#hash' });
});
