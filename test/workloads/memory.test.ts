import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import type { ModelId } from '../../source/protocol/plan.ts';
import type { Each } from '../../source/session/per-task.ts';
import { hasProc } from '../helpers/processes.ts';
import { runPlan, type TestRun } from '../helpers/run-plan.ts';

/** Long enough for a look or two at RSS; PSS is looked at when tasks begin and when they have ended. */
const lookedAtMs = 600;

const holding = (model: ModelId, tasks: number, kilobytes = 0, concurrency = tasks, ms = lookedAtMs) =>
  runPlan({
    workload: 'memory',
    model,
    parameters: { kilobytes, ms },
    tasks,
    concurrency: model === 'sequential' ? 1 : concurrency,
  });

const atOnce = (run: TestRun) => run.session.check?.figures.find(({ name }) => name === 'atOnce')?.value;

describe.runIf(hasProc)('what one more task costs', () => {
  test('is little on a loop, more as a thread, most as a process', async () => {
    // All at once: they only wait.
    const runs = await Promise.all([holding('async', 3000), holding('threads', 4), holding('processes', 4)]);
    const [loop, thread, child] = runs.map((run) => run.summary.memory.perTask) as [Each, Each, Each];
    // Measured: 5 KB, 15 MB and 60 MB.
    expect(loop.rssBytes).toBeGreaterThan(0);
    expect(loop.rssBytes! * 20).toBeLessThan(thread.rssBytes!);
    expect(thread.rssBytes! * 1.5).toBeLessThan(child.rssBytes!);
    // Promised is more than taken, and a process shares much of what it has taken.
    expect(thread.virtualBytes).toBeGreaterThan(2 * thread.rssBytes!);
    expect(child.pssBytes! * 1.5).toBeLessThan(child.rssBytes!);
  });

  test('includes what it holds, which is really taken', async () => {
    const [bare, full] = await Promise.all([holding('async', 20), holding('async', 20, 4096)]);
    const growthBytes = full.summary.memory.peakRssBytes! - bare.summary.memory.peakRssBytes!;
    expect(growthBytes / (20 * 4096 * 1024)).toBeGreaterThan(0.8);
    expect(growthBytes / (20 * 4096 * 1024)).toBeLessThan(1.3);
  });
});

test.each(modelIdsOf('node'))('under %s as many are there at once as the model lets', async (model) => {
  const run = await holding(model, 12, 16, 3, 400);
  expect(run.session.check).toMatchObject({ ok: true });
  const most = model === 'sequential' ? 1 : 3;
  expect(atOnce(run)).toBe(most);
  expect(run.session.check?.got).toBe(`12 tasks, ${most} of them at once`);
});

test('what the machine cannot hold is refused before it is tried', async () => {
  const run = await holding('async', 1000, 1_048_576);
  expect(run.session.ended?.outcome).toBe('crashed');
  expect(run.session.ended?.message).toMatch(
    /^the workload's set-up failed: 1,000 tasks at once would hold 1073\.7 GB, more than half of the free memory \([\d.]+ GB\): lower kilobytes or --concurrency$/,
  );
});
