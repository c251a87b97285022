import { expect, test } from 'vitest';
import type { Session } from '../../../source/session/state.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan } from '../../helpers/run-plan.ts';

test('a freeze that the collector made is its own, and no task’s', async () => {
  const module = fixture('collects-garbage.mjs');
  const run = await runPlan({ module, model: 'async', tasks: 2, concurrency: 2 });
  const [longest] = run.session.loop.longest;
  expect(longest).toMatchObject({ cause: 'collector', holder: null, frames: [], over: true });
  expect(longest!.collectorMs).toBeGreaterThan(longest!.durationMs / 2);
  expect(longest!.collectorMs).toBeLessThanOrEqual(longest!.durationMs);
  const [main] = run.summary.lanes;
  expect(main!.collectorMs).toBeGreaterThan(longest!.collectorMs! * 0.9);
  expect(run.session.loop.frozenCollectingMs).toBeGreaterThan(0);
});

test('each process tells of its own garbage', async () => {
  const module = fixture('collects-garbage.mjs');
  const run = await runPlan({ module, model: 'processes', tasks: 10, concurrency: 2 });
  const [main, ...lanes] = run.summary.lanes;
  for (const { collectorMs } of lanes) expect(collectorMs).toBeGreaterThan(main!.collectorMs!);
});

const grownIn = ({ kept }: Session) =>
  kept.reduce((sum, { keptBytes, beganBytes }) => sum + keptBytes - beganBytes, 0);

test('memory is collected once more at the end, where it has grown', async () => {
  const grows = fixture('symptoms/memory-grows-module-array/cause.mjs');
  const { session } = await runPlan({ module: grows, model: 'async', tasks: 400, concurrency: 40 });
  expect(grownIn(session)).toBeGreaterThan(5e6);
  const buffers = fixture('symptoms/memory-grows-buffers/mended.mjs');
  const mended = await runPlan({ module: buffers, model: 'async', tasks: 80, concurrency: 40 });
  // Not one of them is in use any more; nothing is told where they had been collected before.
  expect(grownIn(mended.session)).toBeLessThan(4e6);
  const small = fixture('instance.mjs');
  const { kept } = (await runPlan({ module: small, model: 'async', tasks: 2, concurrency: 1 })).session;
  expect(kept).toEqual([]);
});

test.each(['threads', 'processes'] as const)('each lane of %s tells what it keeps', async (model) => {
  const module = fixture('symptoms/memory-grows-threads/cause.mjs');
  const { session } = await runPlan({ module, model, tasks: 400, concurrency: 2 });
  expect(session.kept.map(({ lane }) => lane).sort()).toEqual([1, 2]);
  for (const { looks, keptBytes, beganBytes } of session.kept) {
    expect(keptBytes - beganBytes).toBeGreaterThan(4e6);
    expect(looks.at(-1)!.ended).toBeGreaterThan(50);
  }
  const ended = session.kept.reduce((sum, { looks }) => sum + looks.at(-1)!.ended, 0);
  expect(ended).toBe(400);
});
