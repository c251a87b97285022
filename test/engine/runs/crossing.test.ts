import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../../source/catalog/models.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan } from '../../helpers/run-plan.ts';

const returning = (model: ModelId, way: string, tasks = 4) =>
  runPlan({
    model,
    module: fixture('returns-memory.mjs'),
    parameters: { way },
    tasks,
    concurrency: 1,
  });

describe('memory that a task returns', () => {
  test.each([
    // Nothing crosses: it is the same memory.
    ['async', 'marked', '0 1 1 1'],
    ['threads', 'marked', '0 0 0 0'],
    ['hybrid', 'marked', '0 0 0 0'],
    // Between processes there is nothing but copying.
    ['processes', 'marked', '0 1 1 1'],
    ['threads', 'copied', '0 1 1 1'],
    // Handed over by its own task, not by the one before that returned it as well.
    ['threads', 'both', '0 1 0 1'],
    // It is not the task's to give.
    ['threads', 'pooled', '0 0 0 0'],
  ] as const)('under %s, %s: arrives whole; left behind: %s', async (model, way, left) => {
    const run = await returning(model, way);
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    expect(run.session.check).toMatchObject({ ok: true, got: `4 whole, left behind: ${left}` });
  });

  test.each(['threads', 'processes', 'hybrid'] as const)(
    'under %s takes time to be copied, which its lane tells',
    async (model) => {
      // As many as it takes: the kernel may count time by ticks of the length of a few copies.
      const tasks = 48;
      const run = await returning(model, 'copied', tasks);
      expect(run.summary.lanes[0]?.copyMs).toBeNull();
      expect(run.summary.lanes[1]?.copyMs).toBeGreaterThan(0);
      // Handed over, or nothing at all, it takes less.
      const nothing = await runPlan({ model, workload: 'noop', tasks, concurrency: 1 });
      expect(nothing.summary.lanes[1]?.copyMs).toBeLessThan(run.summary.lanes[1]!.copyMs! / 2);
    },
  );
});

describe('what set-up returns', () => {
  const sharing = (model: ModelId, what: string) =>
    runPlan({ model, module: fixture('shares.mjs'), parameters: { what }, tasks: 6 });

  test.each(modelIdsOf('node'))('under %s, arrives where it is plain', async (model) => {
    const run = await sharing(model, 'plain');
    expect(run.session.ended?.message).toBeNull();
    expect([...run.results.values()]).toEqual(['3', '3', '3', '3', '3', '3']);
  });

  test.each(['sequential', 'async', 'threads', 'hybrid'] as const)(
    'under %s, shared memory is shared',
    async (model) => {
      const run = await sharing(model, 'memory');
      expect(run.session.check).toMatchObject({ ok: true, got: '6' });
    },
  );

  test.each([
    ['threads', 'handler', 'a thread: shared.routes[0].handler is a function'],
    ['threads', 'socket', 'a thread: shared.upstream["a b"] is a Socket'],
    ['hybrid', 'promise', 'a thread: shared.get("later") is a Promise'],
    ['processes', 'handler', 'a process: shared.routes[0].handler is a function'],
    ['processes', 'socket', 'a process: shared.upstream["a b"] is a Socket'],
    ['processes', 'promise', 'a process: shared.get("later") is a Promise'],
    [
      'processes',
      'memory',
      'a process: shared.counter is shared memory, which processes cannot have in common',
    ],
  ] as const)('under %s and cannot cross (%s) ends the run in one line', async (model, what, line) => {
    const run = await sharing(model, what);
    expect(run.session.ended).toMatchObject({
      outcome: 'crashed',
      message: `the workload's set-up returned what cannot reach ${line}; only plain data can be copied across`,
    });
    expect(run.summary.tasks).toMatchObject({ done: 0, cancelled: 6 });
  });
});
