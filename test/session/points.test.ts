import { expect, test } from 'vitest';
import type { RunEventOf } from '../../source/protocol/events.ts';
import { addCollecting } from '../../source/session/collecting.ts';
import { addPoint, noPoints } from '../../source/session/points.ts';
import { everyEvent } from '../helpers/events.ts';

const { sample } = everyEvent;
const [lane] = sample.lanes;
const [engine] = sample.processes;

/** A sample at that time. */
const at = (atMs: number): RunEventOf<'sample'> => ({ ...sample, atMs });

test('engine and lanes are added up, servers are not, and what a part does not tell is not known', () => {
  const processes = [
    engine!,
    { ...engine!, pid: 2, descriptors: null },
    { ...engine!, role: 'server' as const },
  ];
  const [point] = addPoint(noPoints, 3, { ...sample, processes }).all;
  expect(point).toMatchObject({ ended: 3, threads: 22, descriptors: null });
});

test('of a long run every second point is left out, again and again', () => {
  let points = noPoints;
  for (let look = 0; look < 2000; look++) points = addPoint(points, look, at(look));
  expect(points.all.length).toBeLessThanOrEqual(240);
  const gaps = points.all.slice(1).map(({ ended }, before) => ended - points.all[before]!.ended);
  expect(new Set(gaps)).toEqual(new Set([16]));
  expect(points.all[0]?.ended).toBe(0);
});

type Look = [atMs: number, ms: number, lagMs?: number];

/** What is known of collections, all of them long, after looks at a lane. */
const collected = (looks: readonly Look[]) =>
  looks.reduce<ReturnType<typeof addCollecting>>(
    (before, [atMs, ms, lagMs = 0]) =>
      addCollecting(before, atMs, {
        ...lane!,
        collectorMs: ms,
        youngCollectorMs: ms / 2,
        longCollectorMs: ms,
        lagMs,
      }),
    null,
  );

test('collections count from the first look on, and the worst second is known', () => {
  const looks: Look[] = [
    [0, 50],
    [500, 60],
    [1000, 160],
    [1500, 260],
    [3000, 270],
  ];
  expect(collected(looks)).toMatchObject({ ms: 220, youngMs: 110, worstMs: 200 });
});

test('what a lane tells after it was late is of all that time', () => {
  expect(
    collected([
      [0, 0],
      [500, 0, 400],
      [4000, 400],
    ])?.worstMs,
  ).toBe(100);
  expect(
    collected([
      [0, 0],
      [500, 0],
      [1000, 0],
      [1500, 400],
    ])?.worstMs,
  ).toBe(400);
});

test('a lane that was replaced begins anew, and one that does not tell stays as it was', () => {
  expect(
    collected([
      [0, 100],
      [500, 150],
      [1000, 20],
      [1500, 30],
    ])?.ms,
  ).toBe(10);
  const known = collected([
    [0, 0],
    [500, 10],
  ]);
  const silent = { ...lane!, collectorMs: null, youngCollectorMs: null, longCollectorMs: null };
  expect(addCollecting(known, 1000, silent)).toBe(known);
});

test('what is kept is told of the first full collection and of the latest', () => {
  const looks: [keptBytes: number | null, keptBufferBytes: number | null][] = [
    [null, null],
    [5e6, 1e6],
    [null, null],
    [9e6, 6e6],
  ];
  const seen = looks.map(([keptBytes, keptBufferBytes], at) => ({
    ...lane!,
    ...{ collectorMs: at, youngCollectorMs: 0, longCollectorMs: 0, keptBytes, keptBufferBytes },
  }));
  const [before, after] = [1, 4].map((looked) =>
    seen
      .slice(0, looked)
      .reduce<ReturnType<typeof addCollecting>>(
        (all, sample, at) => addCollecting(all, at * 250, sample),
        null,
      ),
  );
  expect(before?.kept).toBeNull();
  expect(after?.kept).toEqual({ firstBytes: 5e6, bytes: 9e6, bufferBytes: 6e6 });
});
