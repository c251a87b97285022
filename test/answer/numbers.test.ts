import { expect, test } from 'vitest';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import { answerFor, questionOf } from './helpers/fake-work.ts';

test('what is advised is what was proved and what the command runs', () => {
  const { answer, turns } = answerFor({
    ms: 50,
    heldShare: 0.01,
    speedUp: { async: (n) => n, threads: (n) => n, processes: (n) => n },
  });
  const { size, plan, model } = answer.candidate!;
  const proved = turns.filter((turn) => turn.model === model && turn.size?.concurrency === size.concurrency);
  expect(proved.length).toBeGreaterThanOrEqual(3);
  for (const { plan } of proved) expect(plan.concurrency).toBe(size.concurrency);
  expect(plan.concurrency).toBe(size.concurrency);
  expect(answer.command).toContain(`async=${size.concurrency}`);
});

test('never more at once than was faster', () => {
  const { answer } = answerFor({ ms: 50, heldShare: 0.01, speedUp: { async: 10, threads: 8, processes: 8 } });
  const { formula, concurrency } = answer.candidate!.size;
  expect({ limitedBy: formula.limitedBy, concurrency }).toEqual({ limitedBy: 'enough', concurrency: 13 });
});

test('twice the threads that the formula gives are tried, and taken where they are faster', () => {
  const threads = (n: number) => Math.min(n, 8) / 2;
  const held = { ms: 25, heldShare: 0.5, speedUp: { async: 1.1, threads, processes: threads } };
  const { answer } = answerFor(held);
  const { concurrency, formula } = answer.candidate!.size;
  expect({ model: answer.candidate!.model, concurrency, limitedBy: formula.limitedBy }).toEqual({
    model: 'threads',
    concurrency: 8,
    limitedBy: 'tried',
  });
  const { answer: enough } = answerFor({ ...held, speedUp: { async: 1.1, threads: 1.9, processes: 1.9 } });
  expect(enough.candidate!.size).toMatchObject({ concurrency: 4, formula: { limitedBy: null } });
});

test('also of threads that share a lock, which cold calls seem to hold for longer', () => {
  const card: WorkloadCard = {
    ...questionOf().card,
    runtime: 'python',
    interpreter: { path: 'python3', version: '3.13.0', lock: 'shared', asked: null },
  };
  const atMost = (most: number) => {
    const speedUp = { threads: (n: number) => Math.min(n, most), processes: 1 };
    const waits = {
      ms: 100,
      computedShare: 0.125,
      lockedShare: 1,
      returnsPromise: 'never',
      speedUp,
    } as const;
    return answerFor(waits, questionOf({ card })).answer.candidate;
  };
  const formula = { name: 'lock-and-waiting', limitedBy: 'tried' };
  expect(atMost(16)).toMatchObject({ model: 'threads', size: { concurrency: 16, formula } });
  expect(atMost(8)).toMatchObject({
    model: 'threads',
    size: { concurrency: 8, formula: { limitedBy: null } },
  });
});

test('what many at once cannot explain is no gain: calls got faster by themselves', () => {
  const held = { ms: 50, heldShare: 1, computedShare: 0, returnsPromise: 'never' } as const;
  const { answer } = answerFor({ ...held, speedUp: { threads: 11_000, processes: 1 } });
  expect(answer).toMatchObject({ kind: 'cannot-tell', candidate: null, gain: null });
  expect(answer.cannotTell).toMatchObject({ because: 'gets-faster', model: 'threads', tell: '--tasks 1000' });
  const batch = answerFor(
    { ...held, speedUp: { threads: 11_000, processes: 1 } },
    questionOf({ tasks: 100 }),
  );
  expect(batch.answer.cannotTell).toBeNull();
});

test('a number that was the largest to be tried is told to be one', () => {
  const more = (answer: ReturnType<typeof answerFor>['answer']) =>
    answer.unknown.some(({ what }) => what === 'server-limit');
  const waits = { ms: 50, heldShare: 0.0001 };
  const { answer } = answerFor({ ...waits, speedUp: { async: (n) => n } });
  expect({ limitedBy: answer.candidate!.size.formula.limitedBy, told: more(answer) }).toEqual({
    limitedBy: 'most',
    told: true,
  });
  expect(more(answerFor({ ...waits, speedUp: { async: 10 } }).answer)).toBe(false);
});
