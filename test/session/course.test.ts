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
