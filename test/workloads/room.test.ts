import { expect, test } from 'vitest';
import { runPlan } from '../helpers/run-plan.ts';

/** At some megabytes each more than any machine has. */
const many = 100_000;
/** At some megabytes each more than any disk has. */
const million = 1_000_000;

test.each([
  ['image', { side: 8192, passes: 1, images: 1 }, /100,000 tasks at once would hold .* lower side or --conc/],
  ['files', { kilobytes: 65_536, files: 1 }, /100,000 tasks at once would hold .* lower kilobytes or --conc/],
  ['transfer', { how: 'clone', kilobytes: 65_536 }, /100,000 results, kept for the check, would take/],
  ['hash', { what: 'gzip', calls: 1, iterations: 1, kilobytes: 65_536 }, /would hold .* lower kilobytes/],
] as const)(
  '%s refuses what the memory cannot hold, before it takes any',
  async (workload, parameters, why) => {
    const run = await runPlan({ workload, parameters, tasks: many, concurrency: many });
    expect(run.session.ended).toMatchObject({ outcome: 'crashed', message: expect.stringMatching(why) });
  },
);

test.each([
  ['image', { side: 8192, passes: 1, images: million }, /1,000,000 files would take .* lower side or images/],
  ['files', { kilobytes: 65_536, files: million }, /1,000,000 files would take .* lower kilobytes or files/],
] as const)(
  '%s refuses what the disk cannot hold, before it writes any',
  async (workload, parameters, why) => {
    const run = await runPlan({ workload, parameters, tasks: million, concurrency: 1 });
    expect(run.session.ended).toMatchObject({ outcome: 'crashed', message: expect.stringMatching(why) });
  },
);

test('scrypt holds memory in the threads of libuv only, however many wait for one', async () => {
  const parameters = { what: 'scrypt', calls: 1, iterations: 1, kilobytes: 65_536 };
  const plan = { workload: 'hash', parameters, tasks: 20_000, concurrency: 20_000, timeLimitMs: 1 };
  expect((await runPlan(plan)).session.ended?.outcome).toBe('timed-out');
});
