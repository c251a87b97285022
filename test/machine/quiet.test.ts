import { expect, test } from 'vitest';
import { busyBetween, waitForQuiet } from '../../source/machine/quiet.ts';

test.each([
  ['half of it', { busyMs: 100, allMs: 400 }, { busyMs: 300, allMs: 800 }, 0.5],
  ['nothing', { busyMs: 100, allMs: 400 }, { busyMs: 100, allMs: 800 }, 0],
  ['no time passed: not known', { busyMs: 1, allMs: 4 }, { busyMs: 1, allMs: 4 }, null],
])('%s is used by others', (_, before, after, ratio) => {
  expect(busyBetween(before, after)).toBe(ratio);
});

test('a machine that is quiet enough is not waited for, and one that may not be waited for neither', async () => {
  expect((await waitForQuiet(1.1, 10_000)).waitedMs).toBe(0);
  const { busyRatio, waitedMs } = await waitForQuiet(0, 0);
  expect(waitedMs).toBe(0);
  expect(busyRatio).toBeGreaterThanOrEqual(0);
});
