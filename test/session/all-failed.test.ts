import { expect, test } from 'vitest';
import { callLine } from '../../source/session/all-failed.ts';
import { createSession, type Session } from '../../source/session/state.ts';
import { outline } from '../../source/session/summary.ts';
import { planOf } from '../helpers/plan.ts';

const after = (done: number, failed: number, module: string | null = '/own.js'): Session => {
  const session = createSession(planOf({ module }));
  const counts = { ...session.tasks.counts, done, failed };
  return {
    ...session,
    tasks: { ...session.tasks, total: 4, counts },
    ended: { outcome: 'failed', wallMs: 2000, message: null },
  };
};

test('says how a function of one’s own is called where every task of it failed', () => {
  expect(callLine(after(0, 4))).toMatch(/^Every task failed\. .*\(index, context\)/);
  expect(callLine(after(1, 3))).toBeNull();
  // The fourth was cancelled.
  expect(callLine(after(0, 3))).toBeNull();
  expect(callLine(after(0, 4, null))).toBeNull();
});

test('tasks that failed are no throughput', () => {
  expect(outline(after(4, 4)).tasksPerSecond).toBe(2);
  expect(outline(after(0, 4)).tasksPerSecond).toBeNull();
});
