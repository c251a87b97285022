import { expect, test } from 'vitest';
import { hangingTask } from '../../source/session/hanging.ts';
import { createSession } from '../../source/session/state.ts';
import { applyRows } from '../../source/session/task-table.ts';
import { planOf } from '../helpers/plan.ts';
import { taskRow } from '../helpers/rows.ts';

/** Task 0 took so long; 1 runs since 1 s, 2 since 2 s; now it is `atMs`. */
function at(atMs: number, tookMs: number | null = 40) {
  const session = createSession(planOf({ tasks: 4 }));
  const first = tookMs === null ? [] : taskRow(0, 'done', 0, [0, 0, tookMs]);
  const rows = [...first, ...taskRow(1, 'running', 0, [0, 1000]), ...taskRow(2, 'running', 0, [0, 2000])];
  return { ...session, atMs, tasks: applyRows(session.tasks, rows) };
}

test('the task that runs longest, once it runs for five seconds', () => {
  expect(hangingTask(at(5900))).toBeNull();
  expect(hangingTask(at(6000))).toEqual({ task: 1, forMs: 5000 });
  expect(hangingTask(at(7000, null))).toEqual({ task: 1, forMs: 6000 });
});

test('where tasks take long it is one that takes ten times as long', () => {
  expect(hangingTask(at(20_000, 2000))).toBeNull();
  expect(hangingTask(at(21_000, 2000))).toEqual({ task: 1, forMs: 20_000 });
});

test('none where nothing runs', () => {
  expect(hangingTask(createSession(planOf({ tasks: 4 })))).toBeNull();
});
