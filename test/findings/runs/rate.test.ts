import { describe, expect, test } from 'vitest';
import { findingsIn } from '../helpers/real-run.ts';

describe('behind-the-rate', () => {
  const wait = { workload: 'wait', parameters: { ms: 20 }, tasks: 60, ratePerSecond: 250 } as const;

  test('250 tasks of 20 ms per second, one after another', async () => {
    const found = await findingsIn({ ...wait, model: 'sequential', concurrency: 1 });
    expect(found.get('behind-the-rate')).toMatchObject({
      severity: 'problem',
      figures: { ratePerSecond: 250 },
    });
  });

  test('the same at a rate that leaves time to spare', async () => {
    const found = await findingsIn({ ...wait, model: 'async', concurrency: 60, ratePerSecond: 60 });
    expect(found.has('behind-the-rate')).toBe(false);
  });
});
