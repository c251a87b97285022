import { expect, test } from 'vitest';
import { measureHandover } from '../../source/machine/handover.ts';

test('a message to a thread and to a process and its answer take a moment', async () => {
  const { thread, process } = await measureHandover(null);
  expect(thread).toBeGreaterThan(0);
  expect(process).toBeGreaterThan(0);
});
