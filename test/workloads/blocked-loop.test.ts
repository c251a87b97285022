import { availableParallelism } from 'node:os';
import { describe, expect, test } from 'vitest';
import type { ModelId } from '../../source/protocol/plan.ts';
import { mostAtOnce } from '../../source/session/per-task.ts';
import { runPlan, startRun, type TestRun } from '../helpers/run-plan.ts';

const ms = 500;
const plan = (how: string, model: ModelId = 'async') => ({
  workload: 'blocked-loop',
  model,
  parameters: { how, ms },
  tasks: 2,
  concurrency: 2,
  poolThreads: model === 'hybrid' ? 2 : null,
});

const longestFreezeMs = (run: TestRun) => Math.max(0, ...run.of('held').map((freeze) => freeze.durationMs));

describe.each(['async', 'hybrid'] as const)('under %s', (model) => {
  test('blocking calls take as long as all of them, others as long as one', async () => {
    const ways = ['blocking', 'cooperative', 'offloaded'];
    // All at once: they only wait.
    const [blocking, cooperative, offloaded] = await Promise.all(
      ways.map((how) => runPlan(plan(how, model))),
    );
    for (const run of [blocking!, cooperative!, offloaded!]) {
      expect(run.session.ended?.outcome).toBe('completed');
      expect(run.session.check?.ok).toBe(true);
    }
    expect(blocking!.summary.wallMs).toBeGreaterThanOrEqual(2 * ms - 2);
    expect(blocking!.summary.wallMs).toBeGreaterThan(1.3 * cooperative!.summary.wallMs!);
    expect(blocking!.summary.wallMs).toBeGreaterThan(1.2 * offloaded!.summary.wallMs!);

    expect(mostAtOnce(blocking!.session.tasks)).toBe(1);
    expect(mostAtOnce(cooperative!.session.tasks)).toBe(2);
    expect(mostAtOnce(offloaded!.session.tasks)).toBe(2);

    expect(longestFreezeMs(blocking!)).toBeGreaterThan(ms / 2);
    expect(longestFreezeMs(cooperative!)).toBeLessThan(ms / 2);
    expect(longestFreezeMs(offloaded!)).toBeLessThan(ms / 2);
  });

  test.each(['blocking', 'cooperative', 'offloaded'])('a call that is %s hears of a cancel', async (how) => {
    const long = { how, ms: 600_000 };
    const run = startRun({ ...plan(how, model), parameters: long });
    await run.untilSession((session) => session.tasks.counts.running > 0);
    run.run.cancel();
    await run.run.ended;
    // Without a message: none had to be killed.
    expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
    expect(run.summary.tasks).toEqual({ total: 2, done: 0, failed: 0, cancelled: 2 });
  });
});

test('more offloaded calls than the program has threads are all made', async () => {
  // Its threads are four more than cores.
  const tasks = 3 * availableParallelism() + 12;
  const run = await runPlan({
    ...plan('offloaded'),
    parameters: { how: 'offloaded', ms: 5 },
    tasks,
    concurrency: tasks,
  });
  expect(run.session.check).toMatchObject({ ok: true });
  expect(run.summary.tasks.done).toBe(tasks);
});
