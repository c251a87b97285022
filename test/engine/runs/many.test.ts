import { expect, test } from 'vitest';
import { runPlan } from '../../helpers/run-plan.ts';

test('100,000 tasks wait on one loop, all at once, and stay observable', async () => {
  const tasks = 100_000;
  const run = await runPlan({ workload: 'wait', parameters: { ms: 20 }, tasks, concurrency: tasks });
  expect(run.session.ended?.outcome).toBe('completed');
  expect(run.summary.tasks).toEqual({ total: tasks, done: tasks, failed: 0, cancelled: 0 });
  expect(run.session.check).toMatchObject({ ok: true });
  expect(run.of('sample').length).toBeGreaterThan(1);
  // Of results only what anybody reads is sent.
  expect(run.results.size).toBe(1000);
});

test('64 threads each hold a task, each is a lane that is seen, and what could not be sampled is counted', async () => {
  const run = await runPlan(
    { workload: 'wait', parameters: { ms: 1 }, model: 'threads', tasks: 256, concurrency: 64 },
    10,
  );
  expect(run.session.ended?.outcome).toBe('completed');
  expect(run.summary.tasks).toEqual({ total: 256, done: 256, failed: 0, cancelled: 0 });
  expect(run.session.lanes).toHaveLength(65);
  expect(run.session.lanes.slice(1).every((lane) => lane.kind === 'thread')).toBe(true);
  // 65 lanes every 10 ms would cost too much: fewer samples are taken, and the count of the others only grows.
  const dropped = run.of('sample').map((sample) => sample.overhead.samplesDropped);
  expect(dropped).toEqual([...dropped].sort((a, b) => a - b));
  expect(run.summary.overhead.samplesDropped).toBe(dropped.at(-1));
});
