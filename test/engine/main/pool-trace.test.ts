import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PoolTrace } from '../../../source/engine/main/pool-trace.ts';
import type { Figure } from '../../../source/protocol/vital-events.ts';

const call = () => promisify(pbkdf2)('password', 'salt', 1, 32, 'sha256');

/** The looks that have ended, by the crypto calls that were seen so far. */
let seen: (number | null)[] = [];
const onEnd = (figures: Figure[]) => seen.push(figures.find(({ name }) => name === 'libuvCryptoDone')!.value);
let trace: PoolTrace;

beforeEach(() => {
  // Real calls; only looks end when the test says so.
  vi.useFakeTimers({ toFake: ['setTimeout', 'performance'] });
  seen = [];
  trace = new PoolTrace(() => performance.now());
});
afterEach(() => {
  trace.end();
  vi.useRealTimers();
});

test('a look counts what comes back while it lasts, and rests', async () => {
  trace.look(onEnd);
  await call();
  await call();
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([2]);
  trace.look(onEnd);
  await call();
  vi.advanceTimersByTime(400);
  expect(seen).toEqual([2]);
});

test('a look that saw nothing is followed at once by a longer one', async () => {
  trace.look(onEnd);
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([0]);
  trace.look(onEnd);
  vi.advanceTimersByTime(199);
  await call();
  vi.advanceTimersByTime(1);
  expect(seen).toEqual([0, 1]);
});

test('a run that ends during a look is told what it saw', async () => {
  trace.look(onEnd);
  await call();
  trace.end();
  expect(seen).toEqual([1]);
  // Its timer still comes.
  vi.advanceTimersByTime(100);
  expect(seen).toEqual([1]);
});

test('there are five looks, whatever they see', () => {
  for (let look = 0; look < 10; look++) {
    trace.look(onEnd);
    vi.advanceTimersByTime(100 * 2 ** look);
  }
  expect(seen).toEqual([0, 0, 0, 0, 0]);
});
