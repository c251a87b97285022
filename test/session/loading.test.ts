import { expect, test } from 'vitest';
import { createWatch, reduceWatch } from '../../source/session/watch.ts';
import { everyEvent } from '../helpers/events.ts';
import { held, started } from '../helpers/watched.ts';

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

test('a Python program may never have a loop: it is not said to load, and any freeze counts', () => {
  const watch = reduceWatch(launched('python'), held(100, 300));
  expect(watch.phase).toBe('running');
  expect(watch.loading).toBeNull();
  expect(watch.loop.held).toHaveLength(1);
  expect(reduceWatch(watch, { type: 'loaded', atMs: 90 }).loadedMs).toBe(90);
});
