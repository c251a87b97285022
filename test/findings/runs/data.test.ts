import { describe, expect, test } from 'vitest';
import { fixture } from '../../helpers/plan.ts';
import { findingsIn } from '../helpers/real-run.ts';

describe('lost-updates', () => {
  const race = { workload: 'race', model: 'async', tasks: 2, concurrency: 2 } as const;

  test('counting without a lock', async () => {
    const found = await findingsIn({ ...race, parameters: { how: 'unlocked', updates: 200_000 } });
    expect(found.get('lost-updates')).toMatchObject({
      severity: 'problem',
      figures: { expectedUpdates: 400_000 },
    });
    // So short a run would be told that of its speed nothing can be said.
    expect(found.has('not-enough-data')).toBe(false);
  });

  test('counting with one', async () => {
    const found = await findingsIn({ ...race, parameters: { how: 'mutex', updates: 200_000 } });
    expect(found.has('lost-updates')).toBe(false);
  });
});

describe('uncloneable', () => {
  const crossing = { workload: 'uncloneable', tasks: 2, concurrency: 2 } as const;

  test('a result that no thread can send', async () => {
    const finding = (
      await findingsIn({ ...crossing, model: 'threads', parameters: { what: 'function', ms: 5 } })
    ).get('uncloneable');
    expect(finding).toMatchObject({ severity: 'problem', figures: { failedTasks: 2 } });
  });

  test('some that cannot be sent, and some that arrive changed: both are told', async () => {
    const all = { ...crossing, model: 'threads', tasks: 8, concurrency: 4 } as const;
    const finding = (await findingsIn({ ...all, parameters: { what: 'each', ms: 5 } })).get('uncloneable');
    expect(finding).toMatchObject({ severity: 'problem', figures: { failedTasks: 4 } });
    expect(finding!.figures.changedFields).toBeGreaterThan(0);
    expect(finding!.saw).toMatch(/^4 tasks failed: .*; \d+ fields changed silently$/);
  });

  test('a result that arrives changed', async () => {
    const finding = (
      await findingsIn({ ...crossing, model: 'processes', parameters: { what: 'json', ms: 5 } })
    ).get('uncloneable');
    expect(finding?.figures.changedFields).toBeGreaterThan(0);
  });

  test('results that stay where they are', async () => {
    for (const what of ['function', 'json']) {
      const found = await findingsIn({ ...crossing, model: 'async', parameters: { what, ms: 5 } });
      expect(found.has('uncloneable')).toBe(false);
    }
  });

  test('plain data', async () => {
    const found = await findingsIn({ workload: 'noop', model: 'processes' });
    expect(found.has('uncloneable')).toBe(false);
  });
});

describe('crashed-lane', () => {
  const ends = { module: fixture('end-in-task.mjs'), tasks: 4, concurrency: 2 };

  test.each(['threads', 'processes'] as const)('a task that ends its lane, under %s', async (model) => {
    const found = await findingsIn({ ...ends, model, parameters: { at: 1, way: 'exit' } });
    expect(found.get('crashed-lane')).toMatchObject({ severity: 'problem', figures: { crashes: 1 } });
  });

  test('tasks that end by themselves', async () => {
    const found = await findingsIn({ ...ends, model: 'threads', parameters: { at: -1, way: 'exit' } });
    expect(found.has('crashed-lane')).toBe(false);
  });
});

describe('not-enough-data', () => {
  test('four tasks that do nothing', async () => {
    const found = await findingsIn({ workload: 'noop' });
    expect([...found.keys()]).toEqual(['not-enough-data']);
  });

  test('tasks of half a second', async () => {
    const found = await findingsIn({ workload: 'wait', parameters: { ms: 500 } });
    expect(found.has('not-enough-data')).toBe(false);
  });
});
