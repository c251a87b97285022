import { expect, test } from 'vitest';
import type { ModelId } from '../../../source/protocol/plan.ts';
import { fixture } from '../../helpers/plan.ts';
import { runPlan } from '../../helpers/run-plan.ts';

const plan = { module: fixture('kinds-of-results.mjs'), tasks: 7, concurrency: 2 } as const;
const digestsUnder = async (model: ModelId) =>
  (await runPlan({ ...plan, model, digests: 7 }, null)).session.results;

test('what comes out of a lane as it was has the same digest, and what lost its class has another', async () => {
  const [here, threads, processes] = await Promise.all(
    (['sequential', 'threads', 'processes'] as const).map(digestsUnder),
  );
  // What returned nothing has none.
  expect([...here!.keys()]).toEqual([0, 1, 2, 3, 4, 5]);
  for (const there of [threads!, processes!]) {
    const same = [...here!].filter(([task, { digest }]) => there.get(task)?.digest === digest);
    expect(same.map(([task]) => task)).toEqual([0, 1, 2, 3, 4]);
    expect(there.get(5)?.shape).not.toBe(here!.get(5)?.shape);
  }
});

test('none are made where they are not asked for', async () => {
  const { session } = await runPlan({ ...plan, model: 'sequential' }, null);
  expect([...session.results.values()].map(({ digest }) => digest)).toEqual([
    null,
    null,
    null,
    null,
    null,
    null,
  ]);
});
