import { expect, test } from 'vitest';
import type { ProgramEvent } from '../../../../source/protocol/program-events.ts';
import type { WatchEvent } from '../../../../source/protocol/watch-events.ts';
import { createProgram, reduceProgram } from '../../../../source/session/program.ts';
import { seenOf } from '../../../../source/ui/screens/watch/seen.ts';
import { asked, look, started } from '../../../helpers/watched.ts';

const of = (pid: number, ...events: WatchEvent[]): ProgramEvent[] => events.map((event) => ({ pid, event }));
const programOf = (...events: ProgramEvent[]) => events.reduce(reduceProgram, createProgram());
const loaded: WatchEvent = { type: 'loaded', atMs: 1 };
const ended: WatchEvent = { type: 'watch-ended', atMs: 9, how: 'exited', exitCode: 0, signal: null };

test('in front is who answers requests, else who has used most of the processor, and nobody who has ended', () => {
  const idle = of(1, started(1), loaded, look(1000, [1]));
  const busy = of(2, started(2), loaded, look(1000, [1]), look(4000, [1]));
  const serves = of(3, started(3), loaded, asked(1000));
  expect(seenOf(createProgram(), null).pid).toBe(null);
  expect(seenOf(programOf(...idle, ...busy), null).pid).toBe(2);
  expect(seenOf(programOf(...idle, ...busy, ...serves), null).pid).toBe(3);
  expect(seenOf(programOf(...idle, ...serves, ...of(3, ended)), null).pid).toBe(1);
  expect(seenOf(programOf(...serves, ...of(3, ended)), null).pid).toBe(3);
});

test('who was chosen stays in front, also after its end; who is no longer kept does not', () => {
  const program = programOf(...of(1, started(1)), ...of(2, started(2), ended));
  expect(seenOf(program, 2).pid).toBe(2);
  expect(seenOf(program, 7).pid).toBe(1);
});

test('each process is below its parent; those that have ended are below those that go on', () => {
  const child = (pid: number, parentPid: number) => of(pid, started(pid, { parentPid }));
  const { tree } = seenOf(
    programOf(...of(1, started(1)), ...child(2, 1), ...of(2, ended), ...child(3, 1), ...child(4, 3)),
    null,
  );
  expect(tree.map(({ pid, depth }) => [pid, depth])).toEqual([
    [1, 0],
    [3, 1],
    [4, 2],
    [2, 1],
  ]);
});

test('who cannot be observed stands last, with the reason, until it tells of itself after all', () => {
  const unobserved = { pid: 9, command: 'npm start', why: 'it only starts others' };
  const program = programOf({ unobserved }, ...of(1, started(1)));
  expect(seenOf(program, null).tree.map(({ pid, why }) => [pid, why])).toEqual([
    [1, null],
    [9, 'it only starts others'],
  ]);
  expect(seenOf(programOf({ unobserved }, ...of(9, started(9))), null).tree).toHaveLength(1);
});
