import { expect, test } from 'vitest';
import { taskTimes } from '../../source/findings/task-times.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { chunkSize } from '../../source/session/task-chunk.ts';
import { applyRows } from '../../source/session/task-table.ts';
import { watched } from '../helpers/chunks.ts';
import { planOf } from '../helpers/plan.ts';
import { taskRow } from '../helpers/rows.ts';
import { row, sessionOf } from './helpers/evidence.ts';

test('times of tasks that ended, by lane, and the longest', () => {
  const session = sessionOf({ pool: [{}, {}], tasks: [...row(1, 3, 10), ...row(2, 1, 25)] });
  expect(taskTimes(session)).toEqual({
    begun: 4,
    sumMs: 55,
    byLane: new Map([
      [1, 30],
      [2, 25],
    ]),
    longest: { task: 3, ms: 25 },
  });
});

test('a task that runs counts up to now, also when now is later', () => {
  const session = sessionOf({
    outcome: null,
    wallMs: 100,
    pool: [{}],
    tasks: [
      [1, 0, 30],
      [1, 30],
    ],
  });
  expect(taskTimes(session)).toMatchObject({ begun: 2, sumMs: 100, longest: { task: 1, ms: 70 } });
  const later: Session = { ...session, atMs: session.atMs + 50 };
  expect(taskTimes(later)).toMatchObject({ sumMs: 150, longest: { task: 1, ms: 120 } });
});

test('tasks that never began have no time', () => {
  const session = createSession(planOf({ tasks: 3 }));
  const cancelled = applyRows(session.tasks, taskRow(0, 'cancelled', 0, [0]));
  expect(taskTimes({ ...session, tasks: cancelled })).toEqual({
    begun: 0,
    sumMs: 0,
    byLane: new Map(),
    longest: null,
  });
});

test('of 100,000 tasks only those near a change are read again', () => {
  const session = createSession(planOf({ tasks: 100_000 }));
  const read = new Set<number>();
  const before = watched(session.tasks, (first) => read.add(first));
  taskTimes({ ...session, tasks: before });
  expect(read.size).toBe(Math.ceil(100_000 / chunkSize));
  read.clear();
  const chunks = before.chunks.with(7, watched(session.tasks, (first) => read.add(first)).chunks[7]!);
  taskTimes({ ...session, tasks: { ...before, chunks } });
  expect([...read]).toEqual([7 * chunkSize]);
});
