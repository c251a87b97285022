import { expect, test } from 'vitest';
import type { Summary } from '../../source/session/summary.ts';
import { heddle } from './helpers/heddle.ts';

// As it is built: in the minified code one record in 100,000 was refused by `writeSync`, and a task lost with it.
test.each(['threads', 'processes'])('100,000 empty tasks under %s, and none is lost', async (model) => {
  const { code, stdout } = await heddle(['run', 'noop', '-m', model, '--json']);
  const { tasks, errors } = JSON.parse(stdout) as Summary;
  expect(errors).toEqual([]);
  expect(tasks).toEqual({ total: 100_000, done: 100_000, failed: 0, cancelled: 0 });
  expect(code).toBe(0);
});
