import { expect, test } from 'vitest';
import { taskRow } from '../../../source/ui/panes/task-list.ts';
import { plain } from '../helpers/lab-screen.ts';
import { planOf, sessionOf } from '../helpers/plans.ts';
import * as scripts from '../helpers/script.ts';

const full = (row: string) => row.split('█').length - 1;

test('after a run a bar is as long as the time of its task beside the longest; while it runs, as it is done', () => {
  const plan = planOf();
  const running = sessionOf(plan, scripts.computeUnderThreads(3300));
  const ended = sessionOf(plan, scripts.computeToItsEnd(plan));
  // Odd tasks take 412 ms, even ones 398 ms.
  const bars = (session: typeof ended) =>
    [0, 1].map((task) => full(taskRow(session, task, 60, false, plain)));
  const [even, odd] = bars(ended);
  expect(new Set(bars(running)).size).toBe(1);
  expect(Math.max(even!, odd!)).toBe(bars(running)[0]);
  expect(even).not.toBe(odd);
});
