import { describe, expect, test } from 'vitest';
import { cardOf } from '../../source/catalog/definition.ts';
import { makePlan } from '../../source/catalog/make-plan.ts';
import { modelIdsOf } from '../../source/catalog/models.ts';
import { noModule } from '../../source/catalog/module-word.ts';
import { loadWorkload } from '../../source/engine/lane/load-workload.ts';

import { type Checked, cases } from './cases.ts';

const ids = Object.keys(cases);
const room = { effectiveCores: 2, availableMemoryBytes: 16e9 };

describe.each(ids)('%s', (id) => {
  test('is called like its file, and its defaults make a plan under every model it allows', async () => {
    const card = cardOf(await loadWorkload({ workload: id, ...noModule }), noModule);
    expect(card.id).toBe(id);
    for (const model of modelIdsOf('node')) {
      if (!card.refuses[model]) expect(makePlan({ model }, card, room).value?.workload).toBe(id);
    }
  });
});

describe.each(Object.entries(cases))('the check of %s', (id, { wrong, right = [] }) => {
  const tried: [ok: boolean, ...Checked][] = [
    ...(wrong ?? []).map((checked): [false, ...Checked] => [false, ...checked]),
    ...right.map((checked): [true, ...Checked] => [true, ...checked]),
  ];

  test.each(tried)('says %s of %o with %o', async (ok, results, parameters = {}, shared = null) => {
    const { check } = await loadWorkload({ workload: id, ...noModule });
    expect((await check!(results, parameters, shared)).ok).toBe(ok);
  });

  test('is there, or known to be missing', async () => {
    expect((await loadWorkload({ workload: id, ...noModule })).check === undefined).toBe(wrong === null);
  });
});
