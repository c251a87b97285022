import { describe, expect, test } from 'vitest';
import { answerFor, questionOf } from './helpers/fake-work.ts';

const onTwoCores = { threads: 1.95, processes: 1.95 };

describe('other programs', () => {
  /** One core is taken: one lane has the other, two lanes share it with what was taken. */
  const taken = (model: string) => (model === 'sequential' ? 0 : 0.5);

  test('as good as sequential is not what they leave of two lanes', () => {
    const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, taken });
    expect(answer).toMatchObject({ kind: 'cannot-tell', cannotTell: { because: 'unclear' } });
    expect(answer.machine).toMatchObject({ busyRatio: 0.5, quiet: false });
    expect(answer.unknown.map(({ what }) => what)).toContain('busy-machine');
  });

  test('what they took from one model alone makes the machine busy, however many runs lost nothing', () => {
    const fromOne = (model: string) => (model === 'processes' ? 0.6 : 0);
    const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, taken: fromOne });
    expect(answer).toMatchObject({
      candidate: { model: 'threads' },
      machine: { busyRatio: 0.6, quiet: false },
    });
  });

  test('rounds that they left alone decide, where there are three', () => {
    const some = (model: string, run: number) => (run > 6 ? 0 : taken(model));
    const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, taken: some });
    expect(answer.candidate?.model).toBe('threads');
    expect(answer.gain?.ratio).toBeCloseTo(1.95, 1);
  });

  test.each([6_000, 30_000])(
    'slower is not what they took from two lanes, with a budget of %i ms',
    (budgetMs) => {
      const much = (model: string) => (model === 'sequential' ? 0 : 0.7);
      const { answer } = answerFor({ ms: 20, speedUp: onTwoCores, taken: much }, questionOf({ budgetMs }));
      expect(answer.kind).toBe('cannot-tell');
    },
  );

  test('what would be slower without them, too, is told', () => {
    const slower = { threads: 0.4, processes: 0.3 };
    const { answer } = answerFor({ ms: 20, speedUp: slower, taken });
    expect(answer).toMatchObject({ kind: 'model', candidate: { model: 'sequential' } });
  });
});
