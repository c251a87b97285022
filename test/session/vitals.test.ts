import { expect, test } from 'vitest';
import type { VitalEvent } from '../../source/protocol/vital-events.ts';
import { busyCores } from '../../source/session/cpu-use.ts';
import { createVitals } from '../../source/session/create-vitals.ts';
import { latestOf } from '../../source/session/figures.ts';
import { reduce } from '../../source/session/reduce.ts';
import { reduceVitals } from '../../source/session/reduce-vitals.ts';
import { createSession } from '../../source/session/state.ts';
import type { Vitals } from '../../source/session/vitals.ts';
import { everyEvent } from '../helpers/events.ts';
import { planOf } from '../helpers/plan.ts';
import { look, server, vitalsOf } from '../helpers/program.ts';

test('a program counts from the first look at it: what it used before is not its work', () => {
  const vitals = vitalsOf(server);
  expect(vitals).toMatchObject({ phase: 'running', runningSinceMs: 1000, runningUntilMs: null, atMs: 3800 });
  // Of 3/4 of a core all the time, the part since then.
  expect(busyCores(vitals)).toBeCloseTo(0.75);
  expect(vitals.lanes[0]).toMatchObject({ cpuMs: 1400, waitMs: 56 });
  expect(vitals.loop).toMatchObject({ freezeCount: 1, frozenMs: 1600 });
  expect(latestOf(vitals.figures, 'libuvThreads')).toBe(4);
});

test('one look at a lane measures no time: it takes a second one', () => {
  const firstLook = server.findIndex(({ type }) => type === 'sample') + 1;
  expect(firstLook).toBeGreaterThan(0);
  expect(vitalsOf(server.slice(0, firstLook)).lanes[0]).toMatchObject({ cpuMs: null, waitMs: null });
});

test('while it only starts, nothing of it counts', () => {
  const vitals = [...server].reduce<Vitals>(reduceVitals, createVitals('starting'));
  expect(vitals).toMatchObject({ runningSinceMs: null, atMs: 3800 });
  expect(vitals.loop).toMatchObject({ freezeCount: 0, lag: { total: 0 } });
  expect(vitals.output.lines).toHaveLength(2);
});

test('what a process used before it was first seen is not the use of cores now, nor does one that is gone make it less', () => {
  const { sample } = everyEvent;
  const [engine] = sample.processes;
  const sampled = (atMs: number, used: Record<number, number>): VitalEvent => ({
    ...sample,
    atMs,
    processes: Object.entries(used).map(([pid, cpuMs]) => ({ ...engine!, pid: Number(pid), cpuMs })),
  });
  const coresAfter = (...samples: VitalEvent[]) => vitalsOf(samples).cpu.engineCores;
  const engineAlone = sampled(250, { 100: 50 });
  const laneSeen = sampled(500, { 100: 75, 101: 400 });
  expect(coresAfter(engineAlone)).toBeNull();
  expect(coresAfter(engineAlone, laneSeen)).toBeCloseTo(0.1);
  expect(coresAfter(engineAlone, laneSeen, sampled(750, { 100: 100, 101: 600 }))).toBeCloseTo(0.9);
  expect(coresAfter(engineAlone, laneSeen, sampled(750, { 100: 100 }))).toBeCloseTo(0.1);
});

test('a run of a plan has the same vitals, from its first task’s turn on', () => {
  const events: VitalEvent[] = server.map((event) => ({ ...event, atMs: event.atMs + 500 }));
  const running = { type: 'phase', atMs: 900, phase: 'running' } as const;
  const session = [everyEvent['run-started'], running, ...events].reduce(reduce, createSession(planOf()));
  const { phase, started, ...vitals } = events.reduce<Vitals>(reduceVitals, {
    ...vitalsOf([]),
    runningSinceMs: 900,
  });
  expect(session).toMatchObject(vitals);
});

test('no event changes older vitals', () => {
  const before = vitalsOf(server);
  const copy = structuredClone(before);
  for (const event of [...server, look(5000)]) expect(reduceVitals(before, event)).not.toBe(before);
  expect(before).toEqual(copy);
});
