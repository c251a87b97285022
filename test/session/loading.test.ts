import { expect, test } from 'vitest';
import type { WatchEvent } from '../../source/protocol/watch-events.ts';
import { createWatch, isFreeze, reduceWatch } from '../../source/session/watch.ts';
import { everyEvent } from '../helpers/events.ts';
import { held, lane, look, started } from '../helpers/watched.ts';

const engine = (runtime: 'node' | 'python') => ({
  engine: { ...everyEvent['run-started'].engine, runtime },
});
const launched = (runtime: 'node' | 'python') =>
  reduceWatch(createWatch(), started(100, {}, engine(runtime)));

test('while Node.js loads, what holds its loop is told apart', () => {
  const watch = reduceWatch(launched('node'), held(100, 300));
  expect(watch.phase).toBe('starting');
  expect(watch.loading).not.toBeNull();
  expect(watch.loop.held).toHaveLength(0);
});

test('a loop that does not turn yet is not late: its lag counts from the first look on that has nothing of the loading', () => {
  const lags = (...watched: readonly WatchEvent[]) =>
    watched.reduce(reduceWatch, reduceWatch(launched('node'), lane(0, 'main')));
  const loads = lags(look(250, [240]), { type: 'loaded', atMs: 480 }, look(500, [470, 2]));
  expect(loads.loop.lag.total).toBe(0);
  expect(loads.lanes[0]!.lagMs).toBeNull();
  const runs = reduceWatch(loads, look(750, [3]));
  expect(runs.loop.lag).toMatchObject({ maxMs: 3 });
  expect(runs.lanes[0]!.lagMs).toBe(3);
});

test('what held it while it loaded is told as no freeze, also where its end is told later', () => {
  const loaded = reduceWatch(launched('node'), { type: 'loaded', atMs: 480 });
  expect(isFreeze(loaded, held(10, 470, { over: true }))).toBe(false);
  expect(isFreeze(loaded, held(480, 200, { over: true }))).toBe(true);
});

test('a Python program may never have a loop: it is not said to load, and any freeze counts', () => {
  const watch = reduceWatch(launched('python'), held(100, 300));
  expect(watch.phase).toBe('running');
  expect(watch.loading).toBeNull();
  expect(watch.loop.held).toHaveLength(1);
  expect(reduceWatch(watch, { type: 'loaded', atMs: 90 }).loadedMs).toBe(90);
});
