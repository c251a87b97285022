import { expect, test } from 'vitest';
import { modelIdsOf } from '../../../source/catalog/models.ts';

import { courseOf } from '../../../source/session/course.ts';
import { runPlan } from '../../helpers/run-plan.ts';

test.each(modelIdsOf('node'))(
  '%s starts no more tasks after its time, and counts as completed',
  async (model) => {
    // All of them would take minutes.
    const waits = { workload: 'wait', parameters: { ms: 10 }, tasks: 100_000, concurrency: 2 };
    const { session, summary } = await runPlan({ ...waits, model, stopAfterMs: 100 });
    const { waiting, running, done, cancelled } = session.tasks.counts;
    expect(summary).toMatchObject({ outcome: 'completed', message: null, check: null, errors: [] });
    expect({ running, cancelled }).toEqual({ running: 0, cancelled: 0 });
    expect(done).toBeGreaterThan(1);
    expect(waiting).toBe(100_000 - done);
    expect(courseOf(session).completions.at(-1)?.[0]).toBe(done);
  },
);

test('a run whose tasks all ended in time is checked as any other', async () => {
  const { summary } = await runPlan({ workload: 'wait', parameters: { ms: 1 }, stopAfterMs: 60_000 });
  expect(summary).toMatchObject({ outcome: 'completed', tasks: { done: 4 }, check: { ok: true } });
});
