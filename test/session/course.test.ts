import { expect, test } from 'vitest';
import type { Plan } from '../../source/protocol/plan.ts';
import { courseOf } from '../../source/session/course.ts';
import { reduce } from '../../source/session/reduce.ts';
import { createSession } from '../../source/session/state.ts';
import { planOf } from '../helpers/plan.ts';
import { taskRow } from '../helpers/rows.ts';

/** A session whose tasks' time began at 100 ms, of tasks [lane, start, end] that count from then. */
function sessionOf(
  tasks: readonly (readonly [lane: number, startMs: number, endMs: number])[],
  part: Partial<Plan> = {},
) {
  const plan = planOf({ tasks: tasks.length, ...part });
  const rows = tasks.flatMap(([lane, startMs, endMs], task) =>
    taskRow(task, 'done', lane, [0, 100 + startMs, 100 + endMs], 1),
  );
  const phase = { type: 'phase', atMs: 100, phase: 'running' } as const;
  return reduce(reduce(createSession(plan), phase), { type: 'tasks', atMs: 1000, rows });
}

const inARow = (lane: number, times: readonly number[]) => {
  let at = 0;
  return times.map((ms) => {
    const startMs = at;
    at += ms;
    return [lane, startMs, at] as const;
  });
};
const tens = (count: number) => Array.from({ length: count }, () => 10);

test('one lane that settles at once', () => {
  expect(courseOf(sessionOf(inARow(0, tens(10))))).toMatchObject({
    completions: [10, 20, 30, 40, 50, 60, 70, 80, 90, 100].map((ms, at) => [at + 1, ms]),
    perLane: [{ lane: 0, tasks: 10, startMs: 0, endMs: 100, warmUp: null }],
    warmUp: null,
    settled: true,
    steadyMsPerTask: 10,
    firstMs: 10,
    p50Ms: 10,
  });
});

test('lanes side by side add up, each after a warm-up of its own', () => {
  const tasks = [...inARow(1, [50, ...tens(11)]), ...inARow(2, [...tens(12)])];
  expect(courseOf(sessionOf(tasks))).toMatchObject({
    perLane: [
      { lane: 1, warmUp: { tasks: 1, ms: 50, excessMs: 40 } },
      { lane: 2, warmUp: null },
    ],
    warmUp: { tasks: 1, ms: 50, excessMs: 40 },
    steadyMsPerTask: 5,
    p50Ms: 10,
  });
});

test('tasks that wait side by side on one lane', () => {
  const together = Array.from(
    { length: 20 },
    (_, task) => [0, Math.floor(task / 10) * 100, 100 + Math.floor(task / 10) * 100] as const,
  );
  expect(courseOf(sessionOf(together))).toMatchObject({ steadyMsPerTask: 10, p50Ms: 100, warmUp: null });
});

/** Lanes whose tasks wait in turn for one of `servers`, each of which takes `ms`; no task starts after `stopMs`. */
function inTurn(lanes: number, servers: number, ms: number, stopMs: number) {
  const tasks: [lane: number, startMs: number, endMs: number][] = [];
  const freeAt = Array.from({ length: servers }, () => 0);
  const queue = Array.from({ length: lanes }, (_, at) => ({ lane: at + 1, startMs: 0 }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const server = freeAt.indexOf(Math.min(...freeAt));
    const endMs = Math.max(freeAt[server]!, next.startMs) + ms;
    freeAt[server] = endMs;
    tasks.push([next.lane, next.startMs, endMs]);
    if (endMs < stopMs) queue.push({ lane: next.lane, startMs: endMs });
  }
  return tasks.toSorted((a, b) => a[1] - b[1]);
}

test.each([
  // A server that takes four at once: no number of threads gets more out of it.
  [8, 4, 40, 350, 10],
  [32, 4, 40, 350, 10],
  [32, 4, 40, 1000, 10],
  [64, 4, 40, 700, 10],
  // More lanes than have ended a task of their own before the last one started.
  [128, 4, 40, 350, 10],
  // A lock that each task holds all the time.
  [32, 1, 10, 350, 10],
  // Lanes that wait for nobody.
  [2, 2, 300, 350, 150],
  [16, 16, 50, 350, 50 / 16],
])('%i lanes, %i of them served at once, %i ms each, for %i ms', (lanes, servers, ms, stopMs, perTask) => {
  const { steadyMsPerTask } = courseOf(sessionOf(inTurn(lanes, servers, ms, stopMs)));
  expect(steadyMsPerTask! / perTask).toBeGreaterThan(0.93);
  expect(steadyMsPerTask! / perTask).toBeLessThan(1.07);
});

test('lanes whose turns are not equal count by what all of them did', () => {
  // One lane keeps a lock for thirty tasks; then each of the others gets it once.
  const others = Array.from({ length: 7 }, (_, at) => [at + 2, 0, 310 + 10 * at] as const);
  const { steadyMsPerTask } = courseOf(
    sessionOf([
      ...inARow(
        1,
        Array.from({ length: 30 }, () => 10),
      ),
      ...others,
    ]),
  );
  expect(steadyMsPerTask).toBeCloseTo(10, 5);
});

test('inputs that get smaller are no warm-up', () => {
  const sizes = [50, 45, 40, 35, 30, 25, 20, 15, 10, 5];
  const inputs = { kind: 'lines', path: '/own.txt', pattern: null, count: 10 } as const;
  const session = sessionOf(inARow(0, [...sizes, ...sizes, ...sizes]), { inputs });
  expect(courseOf(session)).toMatchObject({ warmUp: null, settled: true });
});

test('times that fall to the end have not settled', () => {
  const falling = Array.from({ length: 40 }, (_, at) => 100 * 0.9 ** at);
  expect(courseOf(sessionOf(inARow(0, falling)))).toMatchObject({ settled: false });
});

test('too few tasks tell nothing of a warm-up', () => {
  expect(courseOf(sessionOf(inARow(0, [90, 10, 10])))).toMatchObject({
    warmUp: null,
    settled: null,
    firstMs: 90,
  });
});

test('what has not ended is no part of it', () => {
  expect(courseOf(sessionOf(inARow(0, [10, 10]), { tasks: 5 }))).toMatchObject({
    completions: [
      [1, 10],
      [2, 20],
    ],
  });
  expect(courseOf(sessionOf([], { tasks: 5 }))).toEqual({
    completions: [],
    perLane: [],
    warmUp: null,
    settled: null,
    steadyMsPerTask: null,
    firstMs: null,
    p50Ms: null,
  });
});

test('of many tasks it keeps 512 points, and the last', () => {
  const { completions } = courseOf(sessionOf(inARow(0, tens(5000))));
  expect(completions).toHaveLength(512);
  expect(completions.at(-1)).toEqual([5000, 50_000]);
  expect(completions.every(([tasks, atMs]) => atMs === tasks * 10)).toBe(true);
});
