import { expect, test } from 'vitest';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

type Piece = readonly [stream: 'stdout' | 'stderr', text: string, droppedBytes?: number];

const sessionAfter = (...pieces: Piece[]) =>
  pieces
    .map(([stream, text, droppedBytes = 0]) => {
      return { type: 'output', atMs: 1, stream, text, bytes: text.length, droppedBytes } as const;
    })
    .reduce(reduce, createSession(planOf()));
const linesAfter = (...pieces: Piece[]) => sessionAfter(...pieces).output.lines.map(({ text }) => text);

test('a line that comes in pieces is one line', () => {
  const pieces: Piece[] = [
    ['stdout', 'one\ntw'],
    ['stdout', 'o'],
    ['stdout', '\n'],
    ['stdout', 'three\n'],
  ];
  expect(linesAfter(...pieces)).toEqual(['one', 'two', 'three']);
  expect(summarize(sessionAfter(...pieces)).output).toEqual({ lines: 3, bytes: 14, droppedBytes: 0 });
});

test('each stream goes on with its own', () => {
  expect(linesAfter(['stdout', 'a'], ['stderr', 'oops'], ['stdout', 'b\n'], ['stderr', '!\n'])).toEqual([
    'ab',
    'oops!',
  ]);
});

test('what was left out in between may have ended it', () => {
  expect(linesAfter(['stdout', 'a'], ['stdout', 'b\n', 100])).toEqual(['a', 'b']);
  expect(linesAfter(['stdout', 'a'], ['stdout', '', 100], ['stdout', 'b\n'])).toEqual(['a', 'b']);
});

test('an empty line is a line, and dots that never end are bounded', () => {
  expect(linesAfter(['stdout', '\n\nx\n'])).toEqual(['', '', 'x']);
  const dots = linesAfter(...Array.from({ length: 100 }, () => ['stdout', '.'.repeat(100)] as const));
  expect(dots.length).toBeGreaterThan(1);
  expect(dots.join('')).toHaveLength(10_000);
});

test('bytes count as they were printed', () => {
  const event = {
    type: 'output',
    atMs: 1,
    stream: 'stdout',
    text: 'red\n',
    bytes: 13,
    droppedBytes: 5,
  } as const;
  expect(reduce(createSession(planOf()), event).output).toMatchObject({ bytes: 18, droppedBytes: 5 });
});
