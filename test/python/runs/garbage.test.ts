import { describe, expect, test } from 'vitest';
import { interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';

const [interpreter] = interpreters;

describe.skipIf(!interpreter)(`garbage of Python (skipped: ${noPython})`, () => {
  test('a freeze that the collector made is its own, and no task’s', async () => {
    const part = { model: 'async', tasks: 2, concurrency: 2 } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'collects_garbage', part));
    const [longest] = run.session.loop.longest;
    expect(longest).toMatchObject({ cause: 'collector', holder: null, over: true });
    expect(longest!.collectorMs).toBeGreaterThan(longest!.durationMs / 2);
    expect(longest!.collectorMs).toBeLessThanOrEqual(longest!.durationMs);
  });

  const line = { name: 'task', file: expect.stringMatching(/collects_garbage\.py$/), line: 9 };

  test.each([
    { model: 'async', lanes: [0] },
    { model: 'threads', lanes: [0] },
    { model: 'processes', lanes: [1, 2] },
  ] as const)('garbage that a task has collected is told with its line: $model', async ({ model, lanes }) => {
    const part = { model, tasks: 2, concurrency: 2 } as const;
    const { session } = await runPlan(pythonPlan(interpreter!, 'collects_garbage', part));
    expect([...session.collected.keys()]).toEqual(lanes);
    for (const places of session.collected.values())
      expect(places.map(({ frames, times }) => [frames[0], times > 0])).toMatchObject([[line, true]]);
  });

  test.each(['fork', 'spawn'] as const)('each process (%s) tells what it keeps', async (startMethod) => {
    const part = { model: 'processes', startMethod, tasks: 400, concurrency: 2 } as const;
    const { session } = await runPlan(pythonPlan(interpreter!, 'keeps_and_fails', part));
    expect(session.kept.map(({ lane }) => lane)).toEqual([1, 2]);
    const ended = session.kept.map(({ looks }) => looks.at(-1)!.ended);
    expect(ended[0]! + ended[1]!).toBe(400);
  });

  test('threads share what they keep, and failed tasks count as well', async () => {
    const part = { model: 'threads', tasks: 400, concurrency: 2 } as const;
    const { session } = await runPlan(pythonPlan(interpreter!, 'keeps_and_fails', part));
    expect(session.kept).toMatchObject([{ lane: 0 }]);
    expect(session.kept[0]!.looks.at(-1)!.ended).toBe(400);
  });

  test('each process tells of its own garbage, also one that was forked', async () => {
    const part = { model: 'processes', startMethod: 'fork', tasks: 4, concurrency: 2 } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'collects_garbage', part));
    const last = run.of('sample').findLast(({ lanes }) => lanes.length === 3)!;
    const [main, ...lanes] = last.lanes.map(({ collectorMs }) => collectorMs);
    for (const collectorMs of lanes) expect(collectorMs).toBeGreaterThan(main!);
  });
});
