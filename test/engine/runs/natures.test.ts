import { describe, expect, test } from 'vitest';
import type { Plan } from '../../../source/protocol/plan.ts';
import { fixture } from '../../helpers/plan.ts';
import { hasProc } from '../../helpers/processes.ts';
import { runPlan } from '../../helpers/run-plan.ts';

/** One after another, as often as fits into a moment. */
const look = async (name: string, part: Partial<Plan> = {}) => {
  const once = { tasks: 10_000, concurrency: 1, stopAfterMs: 300, profile: true, ...part };
  const module = fixture(`natures/${name}.mjs`);
  const { summary } = await runPlan({ model: 'sequential', module, ...once });
  expect(summary.outcome).toBe('completed');
  const { threads } = summary.cpu;
  return { ...summary, threads: threads!, profile: summary.profile! };
};

describe.runIf(hasProc)('what a run shows of its work', () => {
  test('its own JavaScript computes', async () => {
    const { threads, loop, profile, calls } = await look('computes');
    expect(threads.loopMs).toBeGreaterThan(5 * threads.libuvMs);
    // Of the machine's own work some comes in between.
    expect(loop.busyRatio).toBeGreaterThan(0.5);
    expect(profile.jsRatio).toBeGreaterThan(2 * profile.nativeRatio!);
    expect(profile.hottest).toMatchObject({ name: 'sum', file: fixture('natures/computes.mjs'), line: 2 });
    expect(calls).toMatchObject({ returnsPromise: 'never', undefinedResults: 0 });
  });

  test('native code computes on its thread, or in libuv’s pool', async () => {
    const here = await look('hashes');
    expect(here.profile.nativeRatio).toBeGreaterThan(2 * here.profile.jsRatio!);
    expect(here.threads.loopMs).toBeGreaterThan(5 * here.threads.libuvMs);
    const there = await look('hashes', { parameters: { where: 'pool' } });
    expect(there.threads.libuvMs).toBeGreaterThan(3 * there.threads.loopMs);
    expect(there.loop.busyRatio).toBeLessThan(0.5);
    expect(there.calls.returnsPromise).toBe('always');
  });

  test('it waits and holds its thread, or leaves it free', async () => {
    const held = await look('waits');
    expect(held.loop.busyRatio).toBeGreaterThan(0.5);
    expect(held.threads.loopMs).toBeLessThan(0.5 * held.wallMs!);
    const free = await look('waits', { parameters: { how: 'free' } });
    expect(free.loop.busyRatio).toBeLessThan(0.3);
    // Returned from none of them, and of none is said that it failed.
    expect(free.calls).toMatchObject({ returnsPromise: 'always', undefinedResults: free.tasks.done });
  });

  test('without a profile the loop itself says how busy it was', async () => {
    const [held, free] = await Promise.all(
      ['held', 'free'].map((how) => look('waits', { profile: false, parameters: { how } })),
    );
    expect(held!.profile).toBeNull();
    expect(held!.loop.busyRatio).toBeGreaterThan(2 * free!.loop.busyRatio!);
  });

  test.each(['threads', 'processes'] as const)('%s: who returns nothing is counted, too', async (model) => {
    const { calls, tasks } = await look('waits', { model, concurrency: 2, profile: false });
    expect(calls).toMatchObject({ returnsPromise: null, undefinedResults: tasks.done });
    const hashed = await look('hashes', { model, concurrency: 2, profile: false });
    expect(hashed.calls.undefinedResults).toBe(0);
  });
});
