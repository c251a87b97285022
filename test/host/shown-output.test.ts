import { expect, test } from 'vitest';
import { tellOutput } from '../../source/host/shown-output.ts';
import type { RunEvent } from '../../source/protocol/events.ts';

const printed = (stream: 'stdout' | 'stderr', text: string, droppedBytes = 0): RunEvent => ({
  type: 'output',
  atMs: 1,
  stream,
  text,
  bytes: text.length,
  droppedBytes,
});
const ended: RunEvent = { type: 'run-ended', atMs: 2, outcome: 'completed', wallMs: 1, message: null };

function told(...events: RunEvent[]): string[] {
  const lines: string[] = [];
  const tell = tellOutput((line) => lines.push(line));
  for (const event of events) tell(event);
  return lines;
}

test('lines are told whole, each with its stream, whatever pieces they came in', () => {
  expect(told(printed('stdout', 'one\ntw'), printed('stderr', 'oops\n'), printed('stdout', 'o\n'))).toEqual([
    'stdout: one',
    'stderr: oops',
    'stdout: two',
  ]);
});

test('a last line without an end is told with the end of the run', () => {
  expect(told(printed('stdout', 'half'))).toEqual([]);
  expect(told(printed('stdout', 'half'), ended)).toEqual(['stdout: half']);
});

test('what was left out has a line where it is missing', () => {
  expect(told(printed('stdout', 'a\nb'), printed('stdout', 'c\n', 2_400_000))).toEqual([
    'stdout: a',
    'stdout: b… 2.4 MB left out: printed faster than 64 KB/s',
    'stdout: c',
  ]);
});
