import { describe, expect, test } from 'vitest';
import { answerFor, questionOf } from './helpers/fake-work.ts';

const onTwoCores = { threads: 1.95, processes: 1.95 };

describe('a budget that is tight', () => {
  test('makes runs shorter, so that three rounds fit', () => {
    const { answer, turns } = answerFor({ ms: 20, speedUp: onTwoCores, warmUpMs: 700, engineMs: 300 });
    expect(turns.at(-1)!.plan.stopAfterMs).toBeLessThan(5000);
    expect(answer).toMatchObject({ candidate: { model: 'threads' }, rounds: 3 });
  });

  test('leaves out who is the least likely answer, and keeps sequential only where all were looked at', () => {
    const { answer, turns } = answerFor({ ms: 3000, speedUp: onTwoCores, engineMs: 500 });
    expect(new Set(turns.map(({ model }) => model))).toEqual(new Set(['sequential', 'threads']));
    expect(answer).toMatchObject({ candidate: { model: 'threads' }, rounds: 3 });
    expect(answer.whyNot.find(({ model }) => model === 'processes')?.why).toEqual({ kind: 'not-run' });
    expect(answer.unknown.map(({ what }) => what)).toContain('more-rounds');
    const slower = answerFor({ ms: 3000, speedUp: { threads: 0.7 }, engineMs: 500 }).answer;
    expect(slower).toMatchObject({ kind: 'cannot-tell', cannotTell: { because: 'budget' } });
  });

  test('that is too small for three rounds of two is told from the first run on, with what is enough', () => {
    const { answer, turns } = answerFor({ ms: 5000, speedUp: onTwoCores, engineMs: 500 });
    expect(turns).toHaveLength(1);
    expect(answer.cannotTell).toMatchObject({ because: 'budget', tell: '--budget 60s' });
    const enough = answerFor(
      { ms: 5000, speedUp: onTwoCores, engineMs: 500 },
      questionOf({ budgetMs: 60_000 }),
    );
    expect(enough.answer.candidate?.model).toBe('threads');
  });

  test('that is nearly enough by the first run, which is the slowest to start, is tried', () => {
    const { turns } = answerFor({ ms: 4200, speedUp: onTwoCores, engineMs: 500 });
    expect(turns.length).toBeGreaterThan(1);
  });

  test('of requests at a rate is enough for as many as tell whether it keeps up, or says so', () => {
    const asked = (ratePerSecond: number, budgetMs: number) =>
      answerFor({ ms: 5, speedUp: onTwoCores }, questionOf({ ratePerSecond, budgetMs, by: 'latency' }));
    const rare = asked(2, 30_000);
    expect(rare.turns).toHaveLength(1);
    expect(rare.answer.cannotTell).toMatchObject({ because: 'budget', tell: '--budget 250s' });
    for (const { plan, purpose } of [...asked(2, 250_000).turns, ...asked(50, 20_000).turns])
      if (purpose === 'prove') expect(plan.tasks).toBeGreaterThanOrEqual(50);
  });
});
