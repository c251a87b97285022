import { describe, expect, test } from 'vitest';
import { taskAt } from '../../source/session/task-table.ts';
import { runPlan, startRun, type TestRun } from '../helpers/run-plan.ts';

/** Plans of tests have no defaults. */
const small = { what: 'pbkdf2', calls: 1, iterations: 100, kilobytes: 64 };
const tasks = 8;
const allAtOnce = { workload: 'hash', model: 'async', tasks, concurrency: tasks } as const;

describe("libuv's pool under async", () => {
  // test/engine/runs/libuv-threads.test.ts has how many calls are under way at once.
  test('of one thread does one call after another, in the order in which they came', async () => {
    const parameters = { ...small, iterations: 10_000 };
    const { session } = await runPlan({ ...allAtOnce, parameters, libuvThreads: 1 });
    const ends = Array.from({ length: tasks }, (_, task) => taskAt(session.tasks, task).endedMs!);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
  });

  test('leaves the loop free, which a Sync call holds', async () => {
    const parameters = { ...small, iterations: 200_000 };
    const pooled = await runPlan({ ...allAtOnce, parameters });
    const held = await runPlan({ ...allAtOnce, parameters, model: 'sequential', concurrency: 1 });
    const frozenShare = ({ summary }: TestRun) => summary.loop.frozenMs! / summary.wallMs!;
    expect(frozenShare(held)).toBeGreaterThan(2 * frozenShare(pooled));
  });
});

test.each(['pbkdf2', 'scrypt', 'gzip'])('%s is right by both APIs', async (what) => {
  for (const model of ['async', 'threads'] as const) {
    const run = await runPlan({
      workload: 'hash',
      model,
      parameters: { ...small, what, calls: 2 },
    });
    expect(run.session.check).toMatchObject({ ok: true, got: '4 correct digests' });
  }
});

test.each(['async', 'threads'] as const)('under %s, a cancel is heard between calls', async (model) => {
  const run = startRun({
    workload: 'hash',
    model,
    parameters: { ...small, calls: 1000, iterations: 20_000 },
  });
  await run.untilSession((session) => taskAt(session.tasks, 0).progressRatio > 0);
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
  expect(run.summary.tasks).toMatchObject({ done: 0, failed: 0, cancelled: 4 });
});
