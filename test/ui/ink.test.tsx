import { cleanup, render } from 'ink-testing-library';
import { afterEach, expect, test } from 'vitest';
import type { Plan } from '../../source/protocol/plan.ts';
import { App } from '../../source/ui/app.tsx';
import { labServices } from './helpers/lab.ts';

afterEach(cleanup);

/** Ink takes keys in and draws frames on later turns of the loop: resolves with the first frame that matches. */
async function frameThat(frames: () => string | undefined, matches: RegExp): Promise<string> {
  for (;;) {
    const frame = frames() ?? '';
    if (matches.test(frame)) return frame;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

test('the lab is an Ink component like any other: it draws at the width it is given and answers to keys', async () => {
  const plans: Plan[] = [];
  const services = labServices({
    sourceOf: (plan) => ({
      plan,
      start() {
        plans.push(plan);
        return { cancel() {}, kill() {} };
      },
    }),
  });
  const { lastFrame, stdin } = render(<App services={services} />);
  const chooser = await frameThat(lastFrame, /Enter runs compute under threads/);
  // ink-testing-library's terminal has 100 columns.
  for (const row of chooser.split('\n')) expect(row.length).toBeLessThanOrEqual(100);
  stdin.write('4');
  await frameThat(lastFrame, /Enter runs compute under processes/);
  stdin.write('\r');
  await frameThat(lastFrame, /compute under processes +24 tasks/);
  expect(plans).toMatchObject([{ model: 'processes', workload: 'compute', tasks: 24 }]);
});
