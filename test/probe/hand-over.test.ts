import type { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { FastRequests } from '../../source/probe/fast-requests.ts';
import { HandOver } from '../../source/probe/hand-over.ts';
import { Logged } from '../../source/probe/logged.ts';
import { control } from '../../source/probe/messages.ts';

function handOver() {
  const fast = new FastRequests();
  const words = new Int32Array(control.words);
  const given: { readonly count: number }[][] = [];
  const over = new HandOver(fast, words);
  const answer = () => {
    const one = new Logged('server', 'GET', '', '/', null, 1, 1);
    [one.status, one.endedMs] = [200, 2];
    fast.add(one);
  };
  const begin = () =>
    over.to({ postMessage: (rows: { count: number }[]) => given.push(rows) } as never as Worker);
  const counts = () => given.map((rows) => rows.map(({ count }) => count));
  return { over, answer, begin, counts, taken: () => Atomics.store(words, control.handed, 0) };
}

test('what was counted is handed over four times a second, and not before there is somebody to take it', () => {
  const { over, answer, begin, counts, taken } = handOver();
  answer();
  over.beat(0);
  begin();
  over.beat(10);
  expect(counts()).toEqual([[1]]);
  taken();
  answer();
  over.beat(259);
  expect(counts()).toEqual([[1]]);
  over.beat(260);
  expect(counts()).toEqual([[1], [1]]);
});

test('while the last ones have not been taken, nothing queues up: they are counted on', () => {
  const { over, answer, begin, counts, taken } = handOver();
  begin();
  for (let atMs = 0; atMs < 3000; atMs += 300) {
    answer();
    over.beat(atMs);
  }
  expect(counts()).toEqual([[1]]);
  taken();
  over.beat(3000);
  expect(counts()).toEqual([[1], [9]]);
});

test('at the end of the program all of it is handed over at once', () => {
  const { over, answer, begin, counts } = handOver();
  begin();
  answer();
  over.beat(0);
  answer();
  over.give();
  over.give();
  expect(counts()).toEqual([[1], [1]]);
});
