import { expect, test } from 'vitest';
import type { Summary } from '../../source/session/summary.ts';
import { heddle } from '../cli/helpers/heddle.ts';

/** Threads take a while to start when there are many of them and few cores. */
const patience = 120_000;

test('256 threads run and stay observable', { timeout: patience }, async () => {
  const { code, stdout } = await heddle([
    'run',
    'wait',
    '-m',
    'threads',
    '-t',
    '256',
    '-c',
    '256',
    '--set',
    'ms=500',
    '--json',
  ]);
  expect(code).toBe(0);
  const summary = JSON.parse(stdout) as Summary;
  expect(summary.tasks).toEqual({ total: 256, done: 256, failed: 0, cancelled: 0 });
  expect(summary.lanes).toHaveLength(257);
  expect(summary.loop.lagP99Ms).not.toBeNull();
  expect(summary.memory.perTaskBytes).toBeGreaterThan(0);
});
