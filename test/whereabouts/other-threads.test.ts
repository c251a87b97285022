import { expect, test } from 'vitest';
import { OtherThreads } from '../../source/whereabouts/other-threads.ts';

const frame = (file: string) => ({ name: 'wait', file, line: 9, column: null });
const library = frame('/usr/lib/python3.12/queue.py');
const own = frame('/home/me/pool.py');

test('each of the other threads is asked for once, and no more than a few', () => {
  const others = new OtherThreads();
  const asked: number[] = [];
  const many = Array.from({ length: 20 }, (_, at) => at + 1);
  others.ask(many, (tid) => asked.push(tid));
  others.ask(many, (tid) => asked.push(tid));
  expect(asked).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
});

test('one that waits in a line of a person’s own says more than one that waits in a library', () => {
  const others = new OtherThreads();
  others.ask([1, 2, 3, 4], () => {});
  expect(others.take(9, [own])).toBe(false);
  expect(others.frames).toEqual([]);
  const told = ([[library], [library, own], [own], [library, own]] as const).map((frames, at) => {
    expect(others.take(at + 1, [...frames])).toBe(true);
    return others.frames;
  });
  expect(told).toEqual([[], [library, own], [own], [own]]);
});
