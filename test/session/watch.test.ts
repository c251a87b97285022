import { expect, test } from 'vitest';
import type { WatchEvent, WatchEventOf } from '../../source/protocol/watch-events.ts';
import { grown, lately } from '../../source/session/moments.ts';
import { createWatch, reduceWatch, type Watch } from '../../source/session/watch.ts';
import { look } from '../helpers/program.ts';
import { unlooked } from '../helpers/unmeasured.ts';

const held = (startedMs: number, durationMs: number, over = true): WatchEventOf<'held'> => ({
  ...{ type: 'held', atMs: startedMs + durationMs, lane: 0, startedMs, durationMs, over, looks: 1 },
  ...{ cause: 'computing', call: null, keepsLock: null, holder: null, frames: [] },
  ...unlooked,
});
const loaded: WatchEvent = { type: 'loaded', atMs: 900 };
const sockets = (atMs: number, unread: number, backlog = 0): WatchEvent => ({
  ...{ type: 'sockets', atMs, open: 20, unread, backlog, closeWait: 0 },
});
const after = (...events: readonly WatchEvent[]): Watch => events.reduce(reduceWatch, createWatch());

test('what held the loop while it loaded is no freeze, also where its end is told later', () => {
  const watch = after(held(10, 400, false), loaded, held(10, 885));
  expect(watch.loading).toMatchObject({ durationMs: 885, over: true });
  expect(watch.loop).toMatchObject({ freezeCount: 0, frozenMs: 0, held: [] });
  expect(reduceWatch(watch, held(1000, 300)).loop).toMatchObject({ freezeCount: 1, frozenMs: 300 });
});

test('a process that ends takes a profile with it that was not taken', () => {
  const profile = (state: 'runs' | 'taken'): WatchEvent => ({
    ...{ type: 'profile', atMs: 1000, state, forMs: 9000, startedMs: 1000 },
    ...{ found: null, path: null, bytes: null, why: null },
  });
  const ended: WatchEvent = { type: 'watch-ended', atMs: 2000, how: 'lost', exitCode: null, signal: null };
  expect(after(loaded, profile('runs')).profile).toMatchObject({ state: 'runs', askedMs: 1000 });
  expect(after(loaded, profile('runs'), ended).profile).toMatchObject({
    state: 'failed',
    why: expect.stringContaining('ended'),
  });
  expect(after(loaded, profile('taken'), ended).profile).toMatchObject({ state: 'taken' });
});

test('of a freeze the look counts at which most connections waited; without one none does', () => {
  const first = after(
    loaded,
    sockets(950, 9),
    held(1000, 100, false),
    sockets(1200, 3),
    sockets(1450, 7, 2),
    sockets(1700, 5),
  );
  expect(first.waited).toMatchObject([{ atMs: 1450, unread: 7, backlog: 2 }]);
  const second = [held(1000, 800), sockets(2000, 8), held(3000, 100, false), sockets(3200, 1)];
  expect(second.reduce<Watch>(reduceWatch, first).waited.map(({ atMs }) => atMs)).toEqual([1450, 3200]);
});

test('what stands is noted every two seconds, and for ten minutes', () => {
  const times = Array.from({ length: 400 }, (_, at) => 1000 + at * 500);
  const watch = after(loaded, ...times.map((atMs) => look(atMs) as WatchEvent));
  expect(watch.moments.slice(0, 3).map(({ atMs }) => atMs)).toEqual([1500, 3500, 5500]);
  expect(watch.moments[1]).toMatchObject({ rssBytes: 135e6, waiting: null, descriptors: 21 });
  const later = [700_000, 702_000].reduce<Watch>(
    (before, atMs) => reduceWatch(before, look(atMs) as WatchEvent),
    watch,
  );
  expect(later.moments[0]!.atMs).toBeGreaterThan(100_000);
  expect(after(look(1000) as WatchEvent, look(1500) as WatchEvent).moments).toEqual([]);
});

test('what was lately is between the latest moment and one that was long enough before it', () => {
  const { moments } = after(loaded, ...[500, 1000, 3000, 5000, 7000].map((atMs) => look(atMs) as WatchEvent));
  const span = lately(moments, 3000)!;
  expect(span).toMatchObject({ from: { atMs: 3000 }, to: { atMs: 7000 }, overMs: 4000 });
  expect(grown(span, 'rssBytes')).toBe(40e6);
  expect(grown(span, 'lockMs')).toBeNull();
  expect(lately(moments, 60_000)).toMatchObject({ from: { atMs: 1000 } });
  expect(lately(moments.slice(0, 1), 1000)).toBeNull();
});
