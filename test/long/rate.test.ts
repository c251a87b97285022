import { expect, test } from 'vitest';
import { fixture } from '../helpers/plan.ts';
import { runPlan } from '../helpers/run-plan.ts';

/** A handler that holds its thread for 20 ms, 70 times per second: too much for one thread, a load of 70 % for two. */
const handler = { module: fixture('holds.mjs'), parameters: { ms: 20 }, tasks: 250, ratePerSecond: 70 };

test('a handler that holds its thread: one loop falls behind, two threads keep up', async () => {
  const loop = (await runPlan({ ...handler, model: 'async', concurrency: 250 })).summary;
  const threads = (await runPlan({ ...handler, model: 'threads', concurrency: 2 })).summary;
  expect([loop.backlog?.keptUp, threads.backlog?.keptUp]).toEqual([false, true]);
  expect(loop.latencyMs!.p99).toBeGreaterThan(3 * threads.latencyMs!.p99!);
  // The same work took as long in either: only the wait for it differs.
  expect(loop.taskMs.p50).toBeLessThan(2 * threads.taskMs.p50!);
});

test('a handler that waits for 50 ms, 100 times per second: one loop keeps up, one after another does not', async () => {
  const waits = { workload: 'wait', parameters: { ms: 50 }, tasks: 150, ratePerSecond: 100 };
  const loop = (await runPlan({ ...waits, model: 'async', concurrency: 150 })).summary;
  const inTurn = (await runPlan({ ...waits, model: 'sequential', concurrency: 1 })).summary;
  expect([loop.backlog?.keptUp, inTurn.backlog?.keptUp]).toEqual([true, false]);
  // 20 per second, and one more where the second half of 1.5 s begins just before an end and ends just behind one.
  expect(inTurn.backlog!.donePerSecond).toBeLessThan(22);
});
