import { describe, expect, test } from 'vitest';
import type { ModelId } from '../../source/protocol/plan.ts';
import { runPlan, type TestRun } from '../helpers/run-plan.ts';

const returning = (what: string, model: ModelId, tasks = 2) =>
  runPlan({ workload: 'uncloneable', model, parameters: { what, ms: 0 }, tasks, concurrency: 2 });

const changedFields = (run: TestRun) =>
  run.session.check?.figures.find(({ name }) => name === 'changedFields')?.value;
const kinds = 8;

test.each(['sequential', 'async'] as const)(
  'under %s nothing crosses, and nothing changes',
  async (model) => {
    const run = await returning('each', model, kinds);
    expect(run.session.ended?.outcome).toBe('completed');
    expect(run.session.check).toMatchObject({ ok: true, got: '8 arrived, 0 of 34 fields changed' });
  },
);

describe.each(['threads', 'processes', 'hybrid'] as const)('under %s', (model) => {
  test('one of each: half of them arrive, and of these half the fields change', async () => {
    const run = await returning('each', model, kinds);
    expect(run.session.ended?.outcome).toBe('failed');
    expect(run.summary.tasks).toMatchObject({ done: 4, failed: 4 });
    // Changes are reported; what fails the run is what could not cross.
    expect(run.session.check?.ok).toBe(true);
    expect(changedFields(run)).toBe(15);
    expect(run.session.check?.got).toBe(
      '4 arrived, 15 of 30 fields changed (class-instance: class, euros, deposit; error: class, name, status; ' +
        'json: born, langs, tags, bytes, ratio, limit, note, pattern, problem)',
    );
    const where = model === 'processes' ? 'its process' : 'its thread';
    const messages = [...run.session.errors].sort(([a], [b]) => a - b).map(([, { message }]) => message);
    expect(messages).toEqual([
      'cannot be sent as JSON, the default of process.send: Do not know how to serialize a BigInt',
      expect.stringMatching(new RegExp(`cannot leave ${where}.*onDone`)),
      expect.stringMatching(new RegExp(`Socket.* cannot leave ${where}`)),
      expect.stringMatching(new RegExp(`WeakMap.* cannot leave ${where}`)),
    ]);
  });

  test('plain data arrives as it was', async () => {
    const run = await returning('plain', model);
    expect(run.session.ended?.outcome).toBe('completed');
    expect(changedFields(run)).toBe(0);
  });
});
