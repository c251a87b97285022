import { expect, test } from 'vitest';
import { hasProc, zombiesOfGroup } from '../helpers/processes.ts';
import { runPlan } from '../helpers/run-plan.ts';
import { nothingIsLeft } from './helpers/killed-run.ts';

/** All others, by themselves and in pairs, are killed in test/long/killed-together.test.ts. */
test.runIf(hasProc).each(['threads', 'processes'] as const)(
  'host and engine killed at once under %s leave nothing, not even what the workload started',
  (model) => nothingIsLeft(model, ['host', 'engine']),
);

test.runIf(hasProc).each(['async', 'processes'] as const)(
  'a run under %s that ends as it should leaves no keeper, dead or alive',
  async (model) => {
    const run = await runPlan({ workload: 'wait', parameters: { ms: 1 }, model });
    expect(run.session.ended?.outcome).toBe('completed');
    // Its parent has asked how it ended: were it a zombie, its number would still be there.
    expect(zombiesOfGroup(run.pid)).toEqual([]);
  },
);
