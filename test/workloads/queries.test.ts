import { expect, test } from 'vitest';
import { taskAt } from '../../source/session/task-table.ts';
import { runPlan, startRun, type TestRun } from '../helpers/run-plan.ts';

const parameters = { queries: 25, rows: 20_000 };
const work = { workload: 'queries', parameters, tasks: 24 } as const;

/** The longest time for which the main loop stood still, as a share of the run. */
const standstillOf = ({ summary }: TestRun) => summary.loop.lagMaxMs! / summary.wallMs!;

test('under async every query holds the loop; in threads, in processes and behind a loop it stays free', async () => {
  const held = await runPlan({ ...work, model: 'async', concurrency: 24 });
  expect(held.session.check).toMatchObject({ ok: true, got: '600 correct answers' });
  expect(standstillOf(held)).toBeGreaterThan(0.7);
  for (const model of ['threads', 'processes', 'hybrid'] as const) {
    const apart = await runPlan({ ...work, model, concurrency: 2 });
    expect(apart.session.check).toMatchObject({ ok: true, got: '600 correct answers' });
    expect(standstillOf(apart)).toBeLessThan(0.5);
  }
});

test('nothing but the lanes is heard: no warning of an experiment, in no thread and no process', async () => {
  for (const model of ['threads', 'processes'] as const) {
    const run = await runPlan({ ...work, model, tasks: 2 });
    expect(run.session.output.lines).toEqual([]);
  }
});

test.each(['async', 'threads'] as const)('under %s, a cancel is heard between queries', async (model) => {
  const run = startRun({ ...work, parameters: { ...parameters, queries: 10_000 }, model, tasks: 2 });
  await run.untilSession((session) => taskAt(session.tasks, 0).progressRatio > 0);
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
  expect(run.summary.tasks).toEqual({ total: 2, done: 0, failed: 0, cancelled: 2 });
});
