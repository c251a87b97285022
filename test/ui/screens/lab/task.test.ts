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
