import { expect, test } from 'vitest';
import { bucketOf } from '../../source/protocol/duration-buckets.ts';
import { loadSummary } from '../../source/session/load-summary.ts';
import { inWindow } from '../../source/session/window.ts';
import { done, loadAfter, now, started, step } from '../helpers/load.ts';

test('of a day the latest parts are kept, and all that they counted', () => {
  const parts = Array.from({ length: 300 }, (_, at) =>
    step(50, 'held', { slowMs: at === 0 ? 900 : 12, unsent: 1 }),
  );
  const load = loadAfter(started(50, null), ...parts);
  expect(load.steps).toHaveLength(120);
  expect(load.unsentInSteps).toBe(300);
  expect(load.durations).toMatchObject({ total: 300 * 250, maxMs: 900 });
});

test('the last minute is of one rate', () => {
  const told = (atMs: number, rate: number, answered: number, failed = 0) =>
    now(atMs, rate, { answered, failed, durations: [[bucketOf(5), answered]], longestMs: 5 });
  const load = loadAfter(started(50, 400), told(500, 50, 20), told(1000, 50, 45, 2), told(1500, 100, 95, 2));
  expect(inWindow(load.latest, 1500)).toMatchObject({ count: 50, failed: 0 });
  expect(
    inWindow(loadAfter(started(50, 400), told(500, 50, 20), told(1000, 50, 45, 2)).latest, 1000),
  ).toMatchObject({
    ...{ count: 45, failed: 2 },
  });
});

test('a percentile of too few is null, for it would be the slowest of them', () => {
  const of = (due: number) => {
    const { p50Ms, p95Ms, p99Ms, maxMs } = loadSummary(
      loadAfter(started(50, 400), step(50, 'held', { due }), done),
    ).steps[0]!;
    return [p50Ms, p95Ms, p99Ms, maxMs].map((one) => one !== null);
  };
  expect(of(19)).toEqual([true, false, false, true]);
  expect(of(20)).toEqual([true, true, false, true]);
  expect(of(99)).toEqual([true, true, false, true]);
  expect(of(100)).toEqual([true, true, true, true]);
});

test('of one that rises the rates on both sides of too much, and how it broke', () => {
  const load = loadAfter(
    started(50, 400),
    step(50, 'held'),
    step(100, 'failing'),
    step(70, 'behind'),
    step(70, 'held'),
    done,
  );
  expect(loadSummary(load)).toMatchObject({ heldPerSecond: 70, brokenPerSecond: 100, verdict: 'failing' });
  expect(loadSummary(loadAfter(started(50, 400), step(50, 'held'), done))).toMatchObject({
    ...{ heldPerSecond: 50, brokenPerSecond: null, verdict: 'held' },
  });
  expect(loadSummary(loadAfter(done))).toMatchObject({ name: null, due: 0, p50Ms: null, verdict: 'unknown' });
});
