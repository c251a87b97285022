import { expect, test } from 'vitest';
import { nextStep } from '../../source/answer/next-step.ts';
import { answerFor, type Fake, questionOf } from './helpers/fake-work.ts';

const onTwoCores = { threads: 1.95, processes: 1.95 };

test.each<[string, Fake]>([
  ['computes', { ms: 20, speedUp: onTwoCores }],
  [
    'waits',
    { ms: 50, heldShare: 0.01, speedUp: { async: (n) => n, threads: (n) => n, processes: (n) => n } },
  ],
])('how often work that %s will be called is told after the first run, within a third', (_, fake) => {
  const { answer, turns } = answerFor(fake);
  const step = nextStep(questionOf(), turns.slice(0, 1));
  const calls = step.kind === 'run' ? step.calls! : 0;
  expect(calls).toBeGreaterThan(answer.calls / 1.34);
  expect(calls).toBeLessThan(answer.calls * 1.34);
  expect(nextStep(questionOf(), [])).toMatchObject({ calls: null });
});

test('only the run that calibrates is profiled: that costs time, and rounds judge', () => {
  const { turns } = answerFor({ ms: 20, speedUp: onTwoCores });
  for (const { purpose, plan } of turns) expect(plan.profile).toBe(purpose === 'calibrate');
});

test('tasks that are too small are told to be put together, by what a message costs', () => {
  const changes = (fake: Fake) => answerFor(fake).answer.changes;
  // 20 µs are a tenth of 200 µs.
  expect(changes({ ms: 0.002 })).toContainEqual({ if: 'chunks', tasks: 100, take: 'threads', ratio: null });
  expect(changes({ ms: 0.0002, returnsPromise: 'never' })).toContainEqual({
    if: 'chunks',
    tasks: 1000,
    take: 'threads',
    ratio: null,
  });
  expect(changes({ ms: 20, speedUp: { threads: 0.5, processes: 0.5 } })).toEqual([]);
});
