import { expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';

import { taskAt } from '../../source/session/task-table.ts';
import { runPlan, startRun } from '../helpers/run-plan.ts';

const work = { workload: 'image', parameters: { side: 60, passes: 2, images: 3 }, tasks: 4 } as const;

test('what comes out is the same under all models, and no two images alike', async () => {
  const outputs = [];
  for (const model of modelIdsOf('node')) {
    const run = await runPlan({ ...work, model });
    expect(run.session.check).toMatchObject({ ok: true, got: '4 correct images' });
    outputs.push([0, 1, 2, 3].map((task) => run.results.get(task)));
  }
  for (const output of outputs) expect(output).toEqual(outputs[0]);
  // The fourth task has the first image again.
  expect(new Set(outputs[0]).size).toBe(3);
  expect(outputs[0]![3]).toBe(outputs[0]![0]);
});

test.each(['async', 'threads'] as const)('under %s, a cancel is heard between rows', async (model) => {
  const run = startRun({ ...work, parameters: { side: 128, passes: 1000, images: 1 }, model, tasks: 2 });
  // One part of a thousand and two is decoding: the first passes are done.
  await run.untilSession((session) => taskAt(session.tasks, 0).progressRatio > 2 / 1002);
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
  expect(run.summary.tasks).toEqual({ total: 2, done: 0, failed: 0, cancelled: 2 });
});
