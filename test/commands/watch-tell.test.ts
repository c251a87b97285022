import { expect, test } from 'vitest';
import { tell } from '../../source/commands/watch-as-text.ts';
import type { WatchEvent } from '../../source/protocol/watch-events.ts';
import { createProgram, reduceProgram } from '../../source/session/program.ts';
import { held, started } from '../helpers/watched.ts';

/** What is said of events as they come. */
function saidOf(events: readonly WatchEvent[]): string[] {
  const lines: string[] = [];
  let program = createProgram();
  for (const event of events) {
    program = reduceProgram(program, { pid: 7, event });
    tell(7, event, program, { note: (line: string) => lines.push(line) } as never);
  }
  return lines.filter((line) => line.includes('was held'));
}

const loads: WatchEvent[] = [started(7), { type: 'loaded', atMs: 500 }];
const freeze = (startedMs: number, durationMs: number, more: Parameters<typeof held>[2] = {}) =>
  held(startedMs, durationMs, { over: true, stacks: 1, stacksHere: 1, ...more });

test('a freeze is told when it is over, if anybody felt it, and loading is none', () => {
  expect(saidOf([...loads, freeze(10, 480), held(600, 300), freeze(600, 310), freeze(2000, 99)])).toEqual([
    'heddle: process 7: its loop was held for 310 ms by POST /login, computing, at auth.js:42 in hashPassword, called at login.js:17 in login',
  ]);
});

test('of freezes in one function the first three, and those that are longer than all before', () => {
  const all = [300, 400, 200, 350, 399, 500, 450].map((ms, at) => freeze(1000 * (at + 1), ms));
  const other = freeze(9000, 120, { frames: [{ name: 'other', file: '/srv/b.js', line: 1, column: 1 }] });
  expect(saidOf([...loads, ...all, other]).map((line) => /for (\d+)/.exec(line)![1])).toEqual([
    ...['300', '400', '200', '500', '120'],
  ]);
});

test('of many processes the first are told one by one, and then that there are more', () => {
  const lines: string[] = [];
  let program = createProgram();
  for (const pid of Array.from({ length: 20 }, (_, at) => at + 1)) {
    const event = started(pid);
    program = reduceProgram(program, { pid, event });
    tell(pid, event, program, { note: (line: string) => lines.push(line) } as never);
  }
  expect(lines.at(-2)).toMatch(/^heddle: process 8 is /);
  expect(lines.at(-1)).toBe('heddle: there are more processes: they are counted at the end');
  expect(lines).toHaveLength(9);
});
