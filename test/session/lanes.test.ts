import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

const { sample } = everyEvent;
const opened = { ...everyEvent.lane, state: 'open', reason: null } as const;
const phase = { ...everyEvent.phase, atMs: 1 };
const running: RunEvent[] = [everyEvent['run-started'], opened, phase];
const fold = (events: readonly RunEvent[]) => events.reduce(reduce, createSession(planOf()));
const used = (cpuMs: number, waitMs: number, lockMs: number | null) => ({
  ...sample,
  lanes: sample.lanes.map((lane) => ({ ...lane, lane: opened.lane, cpuMs, waitMs, lockMs })),
});

test('what a lane used is what all that opened in its place used', () => {
  // The first 100 ms were before the first task's turn.
  const dead = [...running, used(100, 10, 7), used(160, 30, 57), everyEvent.lane];
  expect(fold(dead).lanes[0]).toMatchObject({ cpuMs: 60, waitMs: 20, lockMs: 50 });
  expect(fold([...dead, { ...opened, pid: 200 }, used(5, 1, 2)]).lanes[0]).toMatchObject({
    cpuMs: 65,
    waitMs: 21,
    lockMs: 52,
  });
});

test('what a lane waited for the lock is told as a sum, and as a share of the time between samples', () => {
  const at = (atMs: number, lockMs: number | null) => ({ ...used(atMs, 0, lockMs), atMs });
  const { lanes } = fold([...running, at(100, 30), at(200, 80), at(400, 280)]);
  expect(lanes[0]).toMatchObject({ lockMs: 250 });
  expect(lanes[0]!.locked.values).toEqual([Number.NaN, Number.NaN, 0.5, Number.NaN, 1]);
  const without = fold([...running, at(100, null), at(200, null)]).lanes[0]!;
  expect(without).toMatchObject({ lockMs: null, locked: { values: [] } });
});

test('what a lane waited for a core is told as a sum, and as a share of the time since the last sample', () => {
  const at = (atMs: number, waitMs: number) => ({ ...used(atMs, waitMs, null), atMs });
  const [first, ...others] = [at(100, 30), at(200, 80), at(400, 130)];
  expect(fold([...running, first]).lanes[0]).toMatchObject({ waitMs: null, noCoreRatio: null });
  expect(fold([...running, first, ...others]).lanes[0]).toMatchObject({ waitMs: 100, noCoreRatio: 0.25 });
});
