import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { createStore } from '../../source/session/store.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

/** A store whose ticks come when they are called for. */
function storeWithTicks() {
  const ticks: (() => void)[] = [];
  const store = createStore<Session, RunEvent>(
    { first: createSession(planOf()), reduce, isLast: ({ type }) => type === 'run-ended' },
    (flush) => ticks.push(flush),
  );
  let heard = 0;
  const unsubscribe = store.subscribe(() => heard++);
  return { store, ticks, unsubscribe, heard: () => heard };
}

test('subscribers hear once a tick, however many events came', () => {
  const { store, ticks, heard } = storeWithTicks();
  const before = store.getSnapshot();
  for (let i = 0; i < 100; i++) store.push({ ...everyEvent.host, atMs: i });
  expect(ticks).toHaveLength(1);
  expect(heard()).toBe(0);
  // A snapshot that changed without a word would tear a screen.
  expect(store.getSnapshot()).toBe(before);
  ticks[0]!();
  expect(heard()).toBe(1);
  expect(store.getSnapshot().atMs).toBe(99);
  store.push(everyEvent.host);
  expect(ticks).toHaveLength(2);
});

test('the end is told at once, and the pending tick has nothing more to say', () => {
  const { store, ticks, heard } = storeWithTicks();
  store.push(everyEvent.host);
  store.push(everyEvent['run-ended']);
  expect(heard()).toBe(1);
  expect(store.getSnapshot().phase).toBe('ended');
  ticks[0]!();
  expect(heard()).toBe(1);
});

test('who has left hears nothing', () => {
  const { store, unsubscribe, heard } = storeWithTicks();
  unsubscribe();
  store.push(everyEvent.host);
  store.flush();
  expect(heard()).toBe(0);
});
