import { describe, expect, test } from 'vitest';
import { makePlan } from '../../source/catalog/make-plan.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { runPlan, type TestRun } from '../helpers/run-plan.ts';

const race = (
  how: string,
  model: 'sequential' | 'async' | 'threads' | 'hybrid',
  tasks: number,
  updates: number,
) =>
  runPlan({
    workload: 'race',
    model,
    parameters: { how, updates },
    tasks,
    concurrency: { sequential: 1, async: tasks, threads: 2, hybrid: 2 }[model],
  });

const figure = (run: TestRun, name: string) =>
  run.session.check?.figures.find((one) => one.name === name)?.value;

/**
 * Five times two tasks that start together and have work for many time slices of the kernel: where two cores are free
 * they overlap, and where not they are interrupted between reading and writing. None of it ever happening takes more
 * than bad luck (measured with four busy processes on two cores: 14 to 40 % lost).
 */
const many = { tasks: 10, updates: 20_000_000 };
const some = { tasks: 10, updates: 1_000_000 };

describe.each(['threads', 'hybrid'] as const)('two threads, under %s,', (model) => {
  test.each(['unlocked', 'increment'])('lose updates that are %s, and that is no failure', async (how) => {
    const run = await race(how, model, many.tasks, many.updates);
    const made = many.tasks * many.updates;
    expect(run.session.ended?.outcome).toBe('completed');
    expect(figure(run, 'expectedUpdates')).toBe(made);
    expect(figure(run, 'lostUpdates')).toBeGreaterThan(0);
    expect(figure(run, 'lostRatio')).toBeCloseTo(figure(run, 'lostUpdates')! / made);
    expect(run.session.check?.got).toContain('updates lost, as expected without a lock');
  });

  test.each(['mutex', 'atomics'])('lose none with %s', async (how) => {
    const run = await race(how, model, some.tasks, some.updates);
    expect(run.session.check).toMatchObject({ ok: true, got: 'all 10,000,000 updates counted' });
    expect(figure(run, 'lostUpdates')).toBe(0);
  });
});

test('a lock has its price', async () => {
  const bare = await race('increment', 'sequential', 2, 2_000_000);
  const locked = await race('mutex', 'sequential', 2, 2_000_000);
  // Measured: thirty times.
  expect(figure(locked, 'updateNs')).toBeGreaterThan(3 * figure(bare, 'updateNs')!);
  // One run tells it, too.
  expect(figure(locked, 'guardTimes')).toBeCloseTo(figure(locked, 'updateNs')! / figure(locked, 'aloneNs')!);
  expect(figure(locked, 'guardTimes')).toBeGreaterThan(3);
  expect(figure(bare, 'guardTimes')).toBeUndefined();
});

describe('under async', () => {
  test('read, await, write loses all but the updates of one task', async () => {
    const run = await race('unlocked', 'async', 10, 1000);
    expect(run.session.ended?.outcome).toBe('completed');
    expect(figure(run, 'expectedUpdates')).toBe(10_000);
    expect(figure(run, 'gotUpdates')).toBe(1000);
    // Over many turns of the loop it is the same.
    const long = await race('unlocked', 'async', 2, 200_000);
    expect(figure(long, 'gotUpdates')).toBe(200_000);
  });

  test.each(['increment', 'mutex', 'atomics'])('%s loses none', async (how) => {
    const run = await race(how, 'async', 10, 1000);
    expect(run.session.check?.got).toBe('all 10,000 updates counted');
  });
});

test.each(['unlocked', 'increment', 'mutex', 'atomics'])('sequential loses none: %s', async (how) => {
  const run = await race(how, 'sequential', 3, 100_000);
  expect(run.session.check?.got).toBe('all 300,000 updates counted');
});

test('more updates than can be counted are refused in one line', async () => {
  const run = await race('unlocked', 'async', 3, 1_000_000_000);
  expect(run.session.ended).toMatchObject({
    outcome: 'crashed',
    message:
      "the workload's set-up failed: the counter holds at most 2,147,483,647; with 3 tasks use at most 715827882 updates: --set updates=715827882",
  });
});

test('processes are refused, with the reason', async () => {
  const card = (await builtInWorkloads()).find(({ id }) => id === 'race')!;
  const room = { effectiveCores: 2, availableMemoryBytes: 16e9 };
  const { refusal } = makePlan({ model: 'processes' }, card, room);
  expect(refusal?.problem).toContain('processes share no memory');
});
