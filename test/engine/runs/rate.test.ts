import { expect, test } from 'vitest';
import { modelIdsOf } from '../../../source/catalog/models.ts';
import { arrivals } from '../../../source/load/arrivals.ts';

import { taskAt } from '../../../source/session/task-table.ts';
import { runPlan, startRun, type TestRun } from '../../helpers/run-plan.ts';

const times = ({ session }: TestRun) =>
  Array.from({ length: session.tasks.total }, (_, index) => taskAt(session.tasks, index));

test.each(modelIdsOf('node'))(
  'under %s tasks fall due at the moments that the seed says, and none starts before',
  async (model) => {
    const parameters = { ms: 1 };
    const plan = {
      model,
      workload: 'wait',
      parameters,
      tasks: 40,
      concurrency: 2,
      ratePerSecond: 200,
      seed: 5,
    };
    const run = await runPlan(plan);
    expect(run.summary).toMatchObject({ outcome: 'completed', tasks: { done: 40 } });
    const tasks = times(run);
    const dueMs = arrivals(200, 40, 5);
    for (const { index, queuedMs, startedMs } of tasks) {
      expect(queuedMs! - tasks[0]!.queuedMs!).toBeCloseTo(dueMs[index]!, 2);
      expect(startedMs!).toBeGreaterThanOrEqual(queuedMs!);
    }
    const sorted = (column: 'startedMs' | 'endedMs') =>
      tasks.map((task) => task[column]!).sort((a, b) => a - b);
    const [starts, ends] = [sorted('startedMs'), sorted('endedMs')];
    const atOnce = model === 'sequential' ? 1 : 2;
    for (const [at, start] of starts.slice(atOnce).entries()) expect(start).toBeGreaterThanOrEqual(ends[at]!);
  },
);

test('what comes five times as often as one lane can do it queues, and latency counts the wait', async () => {
  const work = { workload: 'wait', parameters: { ms: 20 }, tasks: 60, ratePerSecond: 250 };
  const slow = (await runPlan({ ...work, model: 'sequential', concurrency: 1 })).summary;
  expect(slow.backlog).toMatchObject({ keptUp: false });
  expect(slow.backlog!.most).toBeGreaterThan(30);
  expect(slow.backlog!.donePerSecond).toBeLessThanOrEqual(50);
  expect(slow.latencyMs!.p50).toBeGreaterThan(10 * slow.taskMs.p50!);
  const quick = (await runPlan({ ...work, model: 'async', concurrency: 60 })).summary;
  expect(quick.latencyMs!.p50).toBeLessThan(slow.latencyMs!.p50! / 3);
  expect(quick.backlog!.most).toBeLessThan(slow.backlog!.most);
});

test('a run that waits for the next task to fall due ends when it is cancelled', async () => {
  const run = startRun({ workload: 'wait', parameters: { ms: 1 }, tasks: 2, ratePerSecond: 0.001 });
  await run.untilSession(({ tasks }) => tasks.counts.done === 1);
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended?.outcome).toBe('cancelled');
  expect(run.summary).toMatchObject({ latencyMs: { counted: 0 }, backlog: { keptUp: null } });
});

test('without a rate there is no latency', async () => {
  const { latencyMs, backlog } = (await runPlan({ tasks: 2 })).summary;
  expect([latencyMs, backlog]).toEqual([null, null]);
});
