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

  test('each process tells of its own garbage, also one that was forked', async () => {
    const part = { model: 'processes', startMethod: 'fork', tasks: 4, concurrency: 2 } as const;
    const run = await runPlan(pythonPlan(interpreter!, 'collects_garbage', part));
    const last = run.of('sample').findLast(({ lanes }) => lanes.length === 3)!;
    const [main, ...lanes] = last.lanes.map(({ collectorMs }) => collectorMs);
    for (const collectorMs of lanes) expect(collectorMs).toBeGreaterThan(main!);
  });
});
