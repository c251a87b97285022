import { expect, test } from 'vitest';
import type { RunEventOf } from '../../source/protocol/events.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { summarize } from '../../source/session/summary.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';

type Used = {
  all: number;
  loop: number;
  libuv: number | null;
  v8: number;
  watcher: number;
  busy?: number | null;
};

/** A sample by what has been used up to then. */
function sample(atMs: number, used: Used): RunEventOf<'sample'> {
  const { all, loop, libuv, v8, watcher, busy = null } = used;
  const [lane] = everyEvent.sample.lanes;
  const [engine] = everyEvent.sample.processes;
  const figure = (name: string, value: number | null) => ({ name, title: '', value, unit: 'ms' });
  return {
    ...everyEvent.sample,
    atMs,
    lanes: [{ ...lane!, lane: 0, cpuMs: loop, waitMs: 0, utilizationRatio: busy }],
    processes: [{ ...engine!, cpuMs: all }],
    figures: [figure('libuvCpuMs', libuv), figure('v8CpuMs', v8)],
    overhead: { cpuMs: watcher, samplesDropped: 0 },
  };
}

const summaryOf = (...samples: RunEventOf<'sample'>[]) =>
  summarize(
    [
      everyEvent['run-started'],
      { ...everyEvent.lane, lane: 0, name: 'main', kind: 'loop', state: 'open', reason: null } as const,
      everyEvent.phase,
      ...samples,
    ].reduce(reduce, createSession(planOf())),
  );

const first = { all: 100, loop: 40, libuv: 1, v8: 9, watcher: 20 };

test('what each kind used since the first task’s turn; what is nobody’s is native', () => {
  const { threads } = summaryOf(
    sample(100, first),
    sample(400, { all: 700, loop: 140, libuv: 201, v8: 59, watcher: 30 }),
  ).cpu;
  expect(threads).toEqual({ loopMs: 100, libuvMs: 200, v8Ms: 50, nativeMs: 240 });
});

test('clocks that differ make no time below zero', () => {
  const { threads } = summaryOf(sample(100, first), sample(400, { ...first, all: 105, loop: 50 })).cpu;
  expect(threads).toMatchObject({ loopMs: 10, nativeMs: 0 });
});

test('not measured where threads have no names, and by a single look', () => {
  const nameless = (used: Used) => ({ ...used, libuv: null });
  expect(summaryOf(sample(100, nameless(first)), sample(400, nameless(first))).cpu.threads).toBeNull();
  expect(summaryOf(sample(100, first)).cpu.threads).toBeNull();
});

test('the loop was busy for a share of the time since then, long stretches more than short ones', () => {
  const busy = (...ratios: [atMs: number, ratio: number | null][]) =>
    summaryOf(...ratios.map(([atMs, ratio]) => sample(atMs, { ...first, busy: ratio }))).loop.busyRatio;
  // The first look tells of the start of the lanes.
  expect(busy([100, 1], [200, 0.5], [500, 0.1])).toBe(0.2);
  expect(busy([100, 1], [200, 0.5], [500, null])).toBe(0.5);
  expect(busy([100, 1])).toBeNull();
});

test('a profile knows it better', () => {
  const session = [everyEvent['run-started'], everyEvent.phase, everyEvent.profile].reduce(
    reduce,
    createSession(planOf()),
  );
  expect(summarize(session)).toMatchObject({ loop: { busyRatio: 0.9 }, profile: { samples: 100 } });
});
