import { describe, expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import type { ModelId } from '../../source/protocol/plan.ts';
import { runPlan, type TestRun } from '../helpers/run-plan.ts';

const kilobytes = 64;
const size = kilobytes * 1024;
const transfer = (how: string, model: ModelId) =>
  runPlan({ workload: 'transfer', model, parameters: { how, kilobytes }, tasks: 4, concurrency: 1 });

const figure = (run: TestRun, name: string) =>
  run.session.check?.figures.find((one) => one.name === name)?.value;

describe.each(modelIdsOf('node'))('under %s', (model) => {
  const ways = ['clone', 'transfer', 'json', ...(model === 'processes' ? [] : ['shared'])];

  test.each(ways)('%s: every byte arrives', async (how) => {
    const run = await transfer(how, model);
    expect(run.session.ended).toMatchObject({ outcome: 'completed', message: null });
    expect(run.session.check).toMatchObject({ ok: true, got: '4 complete payloads' });
    expect(figure(run, 'payloadBytes')).toBe(size);
    expect(figure(run, 'workMs')).toBeGreaterThan(0);
    const crosses = model !== 'sequential' && model !== 'async';
    const crossed = figure(run, 'crossedBytes');
    if (!crosses || how === 'shared') expect(crossed).toBe(0);
    // Its number and its value, in digits, for each byte.
    else if (how === 'json') expect(crossed).toBeGreaterThan(8 * size);
    else expect(crossed).toBe(size);
    // Only between threads can memory change hands; everywhere else a copy, or the only one, stays behind.
    const moved = how === 'transfer' && crosses && model !== 'processes';
    expect(figure(run, 'leftBytes')).toBe(moved ? 0 : size);
  });
});

test('more than can be kept for the check is refused in one line', async () => {
  const run = await runPlan({
    workload: 'transfer',
    parameters: { how: 'json', kilobytes: 1024 },
    tasks: 100,
  });
  expect(run.session.ended).toMatchObject({
    outcome: 'crashed',
    message:
      "the workload's set-up failed: the results, kept for the check, would take 1,363 MB as JSON; at most 400 MB are allowed: use --tasks 29, or lower kilobytes",
  });
});
