import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../../source/catalog/models.ts';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { fixture } from '../../helpers/plan.ts';
import { eventually, hasProc, processesOfGroup } from '../../helpers/processes.ts';
import { startRun, type TestRun } from '../../helpers/run-plan.ts';

const outputOf = (run: TestRun) => run.session.output.lines.map((line) => line.text);

/** Nothing hangs on whether a run under `sequential` and `async` has one task running or two. */
const running = (count: number) => (run: TestRun) =>
  run.untilSession((session) => session.tasks.counts.running >= count);

describe.each(modelIdsOf('node'))('under %s', (model) => {
  const atOnce = model === 'sequential' ? 1 : 2;

  test('tasks that look see the cancel, even while they hold their loop', async () => {
    const run = startRun({ model, module: fixture('hold-until-cancelled.mjs'), tasks: 4 });
    await running(1)(run);
    run.run.cancel();
    await run.run.ended;
    expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
    expect(outputOf(run)).toContain('task 0 saw it');
    expect(run.summary.tasks).toEqual({ total: 4, done: 0, failed: 0, cancelled: 4 });
  });

  test.each(['sleep', 'signal'])('tasks that wait hear of the cancel by %s', async (way) => {
    const run = startRun({
      model,
      module: fixture('wait-for-ever.mjs'),
      parameters: { way },
      tasks: 4,
    });
    await running(atOnce)(run);
    run.run.cancel();
    await run.run.ended;
    expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
    expect(outputOf(run)).toContain('task 0 heard CancelledError ERR_CANCELLED');
    expect(run.summary.tasks).toEqual({ total: 4, done: 0, failed: 0, cancelled: 4 });
  });
});

test('a task that never looks, and a set-up that never ends, are killed after the grace period', async () => {
  // All at once: each would take the whole grace period by itself.
  const kill = async (model: ModelId) => {
    const file = join(temporaryFolder(), 'never');
    const run = startRun({ model, module: fixture('hold-until-file.mjs'), parameters: { file }, tasks: 2 });
    await running(1)(run);
    run.run.cancel();
    await run.run.ended;
    expect([model, run.session.ended?.outcome]).toEqual([model, 'cancelled']);
    expect(run.session.ended?.message).toMatch(
      /^(1 task was killed: it|2 tasks were killed: they) did not stop within [\d.]+ s of the (time-out|cancellation)$/,
    );
    expect(run.summary.tasks).toMatchObject({ done: 0, failed: 0, cancelled: 2 });
    if (hasProc) await eventually(() => processesOfGroup(run.pid).length === 0);
  };
  const killSetUp = async () => {
    const run = startRun({ module: fixture('slow-set-up.mjs') });
    await run.untilSession(() => run.session.output.lines.some(({ text }) => text === 'server is up'));
    run.run.cancel();
    await run.run.ended;
    expect(run.session.ended).toMatchObject({
      outcome: 'cancelled',
      message: expect.stringMatching(
        /^set-up was killed: it did not stop within [\d.]+ s of the (time-out|cancellation)$/,
      ),
    });
  };
  await Promise.all([...(['async', 'threads', 'processes'] as const).map(kill), killSetUp()]);
});

test('a time limit ends the run as timed out, counted from the first task', async () => {
  const run = startRun({
    module: fixture('wait-for-ever.mjs'),
    parameters: { way: 'sleep' },
    timeLimitMs: 50,
  });
  await run.run.ended;
  expect(run.session.ended?.outcome).toBe('timed-out');
  const { runningSinceMs, atMs } = run.session;
  expect(atMs - runningSinceMs!).toBeGreaterThanOrEqual(50);
  expect(run.summary.tasks).toEqual({ total: 4, done: 0, failed: 0, cancelled: 4 });
});

test('a kill ends it at once, and every task is accounted for', async () => {
  const run = startRun({ module: fixture('wait-for-ever.mjs'), parameters: { way: 'sleep' } });
  await running(2)(run);
  run.run.kill();
  await run.run.ended;
  expect(run.session.ended?.outcome).toBe('cancelled');
  expect(run.summary.tasks).toEqual({ total: 4, done: 0, failed: 0, cancelled: 4 });
});

test('a cancel before the first task leaves all of them undone', async () => {
  const run = startRun({ module: fixture('wait-for-ever.mjs'), parameters: { way: 'sleep' } });
  run.run.cancel();
  await run.run.ended;
  expect(run.session.ended?.outcome).toBe('cancelled');
  expect(run.summary.tasks).toMatchObject({ done: 0, failed: 0, cancelled: 4 });
});
