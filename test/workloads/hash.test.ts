import { describe, expect, test } from 'vitest';
import { taskAt } from '../../source/session/task-table.ts';
import { runPlan, startRun, type TestRun } from '../helpers/run-plan.ts';

/** Plans of tests have no defaults. */
const small = { what: 'pbkdf2', calls: 1, iterations: 100, kilobytes: 64 };
const tasks = 8;
const allAtOnce = { workload: 'hash', model: 'async', tasks, concurrency: tasks } as const;

/** When each task ended, counted from the start of the first. */
function endsOf(run: TestRun): number[] {
  const rows = Array.from({ length: tasks }, (_, index) => taskAt(run.session.tasks, index));
  const began = Math.min(...rows.map((row) => row.startedMs!));
  return rows.map((row) => row.endedMs! - began);
}

describe("libuv's pool under async", () => {
  test('of one thread does one call after another, of eight all together', async () => {
    // Long enough that the kernel shares its cores out fairly among eight.
    const parameters = { ...small, iterations: 100_000 };
    const one = endsOf(await runPlan({ ...allAtOnce, parameters, libuvThreads: 1 }));
    const eight = endsOf(await runPlan({ ...allAtOnce, parameters, libuvThreads: 8 }));
    // One thread takes its work in the order in which it came.
    expect(one).toEqual([...one].sort((a, b) => a - b));
    const lastByFirst = (ends: number[]) => Math.max(...ends) / Math.min(...ends);
    expect(lastByFirst(one)).toBeGreaterThan(2 * lastByFirst(eight));
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
