import { describe, expect, test } from 'vitest';
import { taskAt } from '../../../source/session/task-table.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan, type TestRun } from '../../helpers/run-plan.ts';

const outputOf = (run: TestRun) => run.session.output.lines.map((line) => line.text);

describe('a result that cannot be copied', () => {
  test.each(['threads', 'processes'] as const)(
    'under %s fails its task, and says which and why',
    async (model) => {
      const run = await runPlan({ model, module: fixture('uncloneable.mjs'), tasks: 6 });
      expect(run.session.ended?.outcome).toBe('failed');
      expect(run.summary.tasks).toMatchObject({ done: 5, failed: 1 });
      expect([...run.session.errors.keys()]).toEqual([1]);
      const where = model === 'threads' ? 'its thread' : 'its process';
      expect(run.session.errors.get(1)?.message).toBe(
        `returned { callback: [Function: callback] }, which cannot leave ${where}: result.callback is a function; only plain data can be copied across`,
      );
      const { startedMs, endedMs } = taskAt(run.session.tasks, 1);
      expect(startedMs).toBeLessThanOrEqual(endedMs!);
      expect([...run.results.keys()].sort()).toEqual([0, 2, 3, 4, 5]);
    },
  );

  test.each(['sequential', 'async'] as const)('under %s is none: it stays where it is', async (model) => {
    const run = await runPlan({ model, module: fixture('uncloneable.mjs'), tasks: 6 });
    expect(run.session.ended?.outcome).toBe('completed');
  });
});

test.each(['sequential', 'async', 'threads', 'processes', 'hybrid'] as const)(
  'under %s, a value that does harm when it is looked at fails its own task only',
  async (model) => {
    const run = await runPlan({ model, module: fixture('odd-values.mjs'), tasks: 5 });
    expect(run.session.ended?.outcome).toBe('failed');
    expect(run.summary.tasks).toMatchObject({ done: 2, failed: 3 });
    expect(run.results.get(1)).toBe("'once'");
    expect([...run.session.errors].sort(([a], [b]) => a - b).map(([, { message }]) => message)).toEqual([
      'not then',
      'do not look',
      '(an error that cannot be shown)',
    ]);
  },
);

test.each(['async', 'threads', 'processes'] as const)(
  'under %s, the instance of a class is a workload like any other',
  async (model) => {
    const run = await runPlan({ model, module: fixture('instance.mjs'), tasks: 2 });
    expect([...run.results].sort()).toEqual([
      [0, '40'],
      [1, '41'],
    ]);
  },
);

test.each(['async', 'threads', 'processes'] as const)(
  'under %s, a module that throws at import ends the run with its words',
  async (model) => {
    const run = await runPlan({ model, module: fixture('throws-at-import.mjs') });
    expect(run.session.ended?.outcome).toBe('crashed');
    expect(run.session.ended?.message).toMatch(
      /^the module cannot be loaded: Error: broken at import \(.*throws-at-import\.mjs:\d+\)$/,
    );
    expect(run.summary.tasks).toMatchObject({ done: 0, failed: 0, cancelled: 4 });
  },
);

test.each(['threads', 'processes', 'hybrid'] as const)(
  'under %s, a module that does not load in a lane ends the run with its words',
  async (model) => {
    const run = await runPlan({ model, module: fixture('throws-in-lanes.mjs') });
    expect(run.session.ended?.outcome).toBe('crashed');
    expect(run.session.ended?.message).toContain('cannot load here');
  },
);

describe('set-up, check and tear-down', () => {
  const steps = (fails: string, verdict = 'right', model: 'async' | 'processes' = 'async') =>
    runPlan({ model, module: fixture('set-up.mjs'), parameters: { fails, verdict } });

  test.each(['async', 'processes'] as const)('run once each, in order, under %s', async (model) => {
    const run = await steps('nothing', 'right', model);
    expect(run.session.ended?.outcome).toBe('completed');
    expect(outputOf(run)).toEqual(['set-up', 'check', 'tear-down', 'tear-down of 100']);
    expect(run.results.get(3)).toBe('103');
  });

  test('a check that does not hold fails the run, with what was expected', async () => {
    const run = await steps('nothing', 'wrong');
    expect(run.session.ended?.outcome).toBe('failed');
    expect(run.session.check).toEqual({ ok: false, expected: 'this', got: 'that', figures: [] });
    expect(run.summary.tasks.failed).toBe(0);
  });

  test('a set-up that throws ends the run before its tasks', async () => {
    const run = await steps('set-up');
    expect(run.session.ended?.outcome).toBe('crashed');
    expect(run.session.ended?.message).toBe("the workload's set-up failed: set-up is broken");
    expect(run.summary.tasks).toMatchObject({ done: 0, failed: 0, cancelled: 4 });
  });

  test('a check that throws is named, and what was set up is torn down', async () => {
    const run = await steps('check');
    expect(run.session.ended?.message).toBe("the workload's check failed: check is broken");
    expect(outputOf(run)).toContain('tear-down of 100');
    expect(run.summary.tasks.done).toBe(4);
  });

  test('a tear-down that throws is named', async () => {
    const run = await steps('tear-down');
    expect(run.session.ended?.message).toBe("the workload's tear-down failed: tear-down is broken");
    expect(run.summary.tasks.done).toBe(4);
  });
});

test.each(['async', 'threads', 'processes'] as const)(
  'under %s, progress from a timer that outlives its task changes nothing',
  async (model) => {
    const run = await runPlan({ model, module: fixture('stray-progress.mjs'), tasks: 6 });
    expect(run.session.ended?.outcome).toBe('completed');
    expect(run.summary.tasks.done).toBe(6);
  },
);
