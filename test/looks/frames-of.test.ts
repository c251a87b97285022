import { resolve } from 'node:path';
import { expect, test } from 'vitest';
import { framesOf, isOfTimer } from '../../source/looks/frames-of.ts';
import type { Site } from '../../source/looks/look.ts';

const engine: Site = ['start', resolve('source/engine/lane/lane.ts'), 60, 11];
const own: Site = ['hashPassword', 'file:///home/me/auth.mjs', 42, 10];
const called: Site = ['pbkdf2Sync', 'node:internal/crypto/pbkdf2', 83, 17];
const ticks: Site = ['processTicksAndRejections', 'node:internal/process/task_queues', 90, 21];
const names = (sites: readonly Site[]) => framesOf(sites).map(({ name }) => name);

test('frames of Heddle are left out, and what Node does below the work', () => {
  expect(framesOf([called, own, engine, ticks])).toEqual([
    { name: 'pbkdf2Sync', file: 'node:internal/crypto/pbkdf2', line: 83, column: 17 },
    { name: 'hashPassword', file: '/home/me/auth.mjs', line: 42, column: 10 },
  ]);
  expect(framesOf([engine, ticks])).toEqual([]);
});

test('what the language itself has is in no file', () => {
  expect(names([['Atomics.wait', null, null, null], own, engine])).toEqual(['Atomics.wait', 'hashPassword']);
});

test('of a deep stack the innermost frames are kept, and those from the own code on', () => {
  const inPackage = (at: number): Site => [`visit${at}`, '/home/me/node_modules/walk/index.js', at, 1];
  const deep = Array.from({ length: 40 }, (_, at) => inPackage(at));
  const kept = names([...deep, own, ['main', '/home/me/main.mjs', 3, 1]]);
  expect(kept.slice(0, 2)).toEqual(['visit0', 'visit1']);
  expect(kept.slice(-2)).toEqual(['hashPassword', 'main']);
  expect(kept.length).toBeLessThanOrEqual(12);
});

test('of a deep stack the outermost frame is kept', () => {
  const deep = Array.from({ length: 20 }, (_, at): Site => [`walk${at}`, 'file:///home/me/walk.mjs', at, 1]);
  const kept = names([called, ...deep, engine]);
  expect(kept).toHaveLength(12);
  expect([kept[0], kept[1], kept.at(-2), kept.at(-1)]).toEqual(['pbkdf2Sync', 'walk0', 'walk9', 'walk19']);
});

test('what a timer of the work called is told from what begins or goes on between timers', () => {
  const list: Site = ['listOnTimeout', 'node:internal/timers', 588, 17];
  const turn: Site = ['process.processTimers', 'node:internal/timers', 521, 7];
  const sleep: Site = ['callback', resolve('source/engine/lane/cancellation.ts'), 40, 5];
  expect(isOfTimer([called, own, list, turn])).toBe(true);
  expect(isOfTimer([called, own, ticks, list, turn])).toBe(false);
  expect(isOfTimer([own, sleep, list, turn])).toBe(false);
  expect(isOfTimer([own])).toBe(false);
  expect(isOfTimer([list, turn])).toBe(false);
});
