import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { createSandbox, fixture } from './helpers/sandbox.ts';

test.each(['kill', 'cancel'])('after %s no timer of a run holds the process', (how) => {
  const sandbox = createSandbox();
  const { stdout, stderr } = spawnSync(process.execPath, [fixture('what-holds.ts'), how], {
    env: sandbox.env,
    encoding: 'utf8',
  });
  sandbox.remove();
  expect(stderr).toBe('');
  expect(JSON.parse(stdout)).toEqual({ outcome: 'cancelled', timers: [] });
});
