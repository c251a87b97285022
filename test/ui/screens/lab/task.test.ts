import { expect, test } from 'vitest';
import { taskDetails } from '../../../../source/ui/screens/lab/views/task.ts';
import { plain } from '../../helpers/lab-screen.ts';
import { planOf, sessionOf } from '../../helpers/plans.ts';
import * as scripts from '../../helpers/script.ts';

test('the message of an error ends its rows between words, and keeps its own lines', () => {
  const session = sessionOf(planOf({ tasks: 4 }), scripts.failingUnderThreads());
  const message = 'could not reach the database: connection refused\n  at once';
  const errors = new Map([[2, { ...session.errors.get(2)!, message }]]);
  const rows = taskDetails({ ...session, errors }, 2, 34, plain).map((row) => row.trimEnd());
  const from = rows.findIndex((row) => row.includes('could not'));
  expect(rows.slice(from, from + 3).map((row) => row.trim())).toEqual([
    'could not reach the database:',
    'connection refused',
    'at once',
  ]);
});

test('a wait that began before the run says so', () => {
  const session = sessionOf(planOf({ tasks: 4 }), scripts.failingUnderThreads());
  const waited = (runningSinceMs: number) =>
    taskDetails({ ...session, runningSinceMs }, 0, 80, plain).find((row) => row.includes('waited'));
  expect(waited(-1)).toMatch(/in the queue$/);
  expect(waited(1e6)).toMatch(/in the queue, since before the run began$/);
});
