import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../../source/catalog/models.ts';
import type { ModelId, Plan } from '../../../source/protocol/plan.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan, startRun } from '../../helpers/run-plan.ts';

const parted = (model: ModelId, way: string, part: Partial<Plan> = {}, ms = 5): Partial<Plan> => ({
  model,
  module: fixture('parts.mjs'),
  parameters: { way, ms },
  tasks: 4,
  concurrency: model === 'sequential' ? 1 : 4,
  poolThreads: model === 'hybrid' ? 2 : null,
  ...part,
});

test.each(modelIdsOf('node'))(
  'under %s, parts are done where they belong, with what they need',
  async (model) => {
    const run = await runPlan(parted(model, 'where'));
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    const where = model === 'hybrid' ? 'elsewhere' : 'here';
    expect([...run.results].sort()).toEqual([0, 1, 2, 3].map((task) => [task, `'${task} ${where} 42 true'`]));
  },
);

describe('under hybrid', () => {
  test('tasks are the loop’s, and the threads behind it are lanes of their own', async () => {
    const run = await runPlan(parted('hybrid', 'hold', { tasks: 8, concurrency: 3, poolThreads: 2 }));
    expect(run.session.lanes.map(({ name }) => name)).toEqual(['main', 'thread-1', 'thread-2']);
    expect([...run.session.tasks.endedOn]).toEqual([[0, 8]]);
  });

  test('the loop turns while a part holds its thread', async () => {
    const run = await runPlan(parted('hybrid', 'turns', { tasks: 2 }));
    expect([...run.results.values()]).toEqual(['true', 'true']);
  });

  test('while a thread works on a part, its lane says for which task', async () => {
    const run = startRun(parted('hybrid', 'hold', { tasks: 2 }, 3000), 20);
    await run.untilSession(({ lanes }) => lanes.slice(1).filter(({ task }) => task !== null).length === 2);
    expect(
      run.session.lanes
        .slice(1)
        .map(({ task }) => task)
        .sort(),
    ).toEqual([0, 1]);
    expect(run.session.lanes[0]?.task).toBeNull();
  });

  test('a thread that ends over a part fails that task only, and is replaced', async () => {
    const run = await runPlan(parted('hybrid', 'exit', { tasks: 8, concurrency: 2 }));
    expect(run.summary.tasks).toEqual({ total: 8, done: 7, failed: 1, cancelled: 0 });
    expect(run.session.errors.get(1)).toMatchObject({
      name: 'LaneCrashed',
      message: 'part exit: its thread called process.exit(7)',
    });
    const crashed = run.of('lane').filter(({ state }) => state === 'crashed');
    expect(crashed).toHaveLength(1);
    expect(run.session.lanes[crashed[0]!.lane]).toMatchObject({ state: 'open', openings: 2 });
  });

  test('a thread that dies with nothing to do is replaced, and fails nobody', async () => {
    const run = await runPlan(parted('hybrid', 'stray', { tasks: 2, poolThreads: 1, concurrency: 1 }));
    expect(run.summary.tasks).toMatchObject({ done: 2, failed: 0 });
    expect(run.session.lanes[1]?.openings).toBeGreaterThan(1);
  });

  test('a cancel ends tasks that wait for a part, and parts that have not begun', async () => {
    const run = startRun(parted('hybrid', 'hold', { tasks: 6, concurrency: 6 }, 1e6), 20);
    await run.untilSession(({ lanes }) => lanes.slice(1).filter(({ task }) => task !== null).length === 2);
    run.run.cancel();
    await run.run.ended;
    expect(run.session.ended).toMatchObject({ outcome: 'cancelled', message: null });
    expect(run.summary.tasks).toEqual({ total: 6, done: 0, failed: 0, cancelled: 6 });
  });

  test.each([
    [
      'function',
      'part where was given what cannot reach a thread: input.deep.handler is a function; only plain data can be copied across',
    ],
    [
      'uncloneable',
      'returned { list: [ 1, [Object] ] }, which cannot leave its thread: result.list[1].callback is a function; only plain data can be copied across',
    ],
  ])('what cannot cross (%s) fails its task in one line', async (way, message) => {
    const run = await runPlan(parted('hybrid', way, { tasks: 1 }));
    expect(run.session.errors.get(0)).toMatchObject({ name: 'DataCloneError' });
    expect(run.session.errors.get(0)?.message).toBe(message);
    expect(run.of('lane').filter(({ state }) => state === 'crashed')).toEqual([]);
  });
});

test.each(modelIdsOf('node'))(
  'under %s, what a part throws keeps its name, message and code',
  async (model) => {
    const run = await runPlan(parted(model, 'fails', { tasks: 1 }));
    expect(run.results.get(0)).toBe("{ name: 'RangeError', message: 'out of range', code: 'E_RANGE' }");
  },
);

test.each(modelIdsOf('node'))('under %s, an unknown part is refused with those there are', async (model) => {
  const run = await runPlan(parted(model, 'unknown', { tasks: 1 }));
  expect(run.session.errors.get(0)?.message).toBe(
    'there is no part "hodl" to offload; its parts: where, hold, turns, fails, uncloneable, exit, stray',
  );
});

test('under async, a part holds the loop, and its task is to blame', async () => {
  const run = await runPlan(parted('async', 'hold', { tasks: 1 }, 200));
  // Of the session: starting may freeze the loop as well, which is no task's doing.
  expect(run.session.loop.longest[0]?.holder).toMatchObject({ kind: 'task', task: 0 });
});

test.each(modelIdsOf('node'))('under %s, an error says where in the module it was thrown', async (model) => {
  const module = fixture('throws.mjs');
  const run = await runPlan({ ...parted(model, 'fails', { tasks: 1 }), module, parameters: {} });
  expect(run.session.errors.get(0)).toMatchObject({ message: 'here', place: `${module}:4` });
});
