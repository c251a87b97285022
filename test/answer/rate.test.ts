import { describe, expect, test } from 'vitest';
import { answerFor, questionOf } from './helpers/fake-work.ts';

const onTwoCores = { threads: 2, processes: 2 };
const busy = { ...questionOf().before, busyRatio: 0.6 };

describe('requests of 20 ms at a rate, on two cores', () => {
  const asked = (ratePerSecond: number, part: Parameters<typeof questionOf>[0] = {}) =>
    answerFor(
      { ms: 20, speedUp: onTwoCores, noise: () => 1 },
      questionOf({ ratePerSecond, by: 'latency', budgetMs: 60_000, ...part }),
    ).answer;

  test('of 40/s one after another keeps up: it stays', () => {
    expect(asked(40)).toMatchObject({ candidate: { model: 'sequential' }, figures: { keptUp: true } });
  });

  test('of 70/s it does not, and threads do', () => {
    const answer = asked(70);
    expect(answer).toMatchObject({ candidate: { model: 'threads' }, figures: { keptUp: true } });
    expect(answer.sequential?.keptUp).toBe(false);
  });

  test('of 40/s one round that others slowed down does not count against the rest', () => {
    const { answer } = answerFor(
      { ms: 20, speedUp: onTwoCores, noise: () => 1, slowAtFirst: [1, 1.5] },
      questionOf({ ratePerSecond: 40, by: 'latency', budgetMs: 60_000 }),
    );
    expect(answer.rounds).toBeGreaterThan(2);
    expect(answer.sequential?.keptUp).toBe(true);
  });

  test('of 200/s none does, and a rate is named that is in reach of a quiet machine', () => {
    const fault = { because: 'rate', most: 100, tell: '--rate 80/s' };
    expect(asked(200).cannotTell).toMatchObject(fault);
    expect(asked(200, { before: busy }).cannotTell).toMatchObject({ ...fault, tell: null });
  });
});
