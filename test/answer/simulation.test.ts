import { describe, expect, test } from 'vitest';
import type { Answer } from '../../source/answer/answer.ts';
import { chanceFrom, noises } from '../helpers/noise.ts';
import { answerFor, type Fake, questionOf } from './helpers/fake-work.ts';

const tries = 200;

/** The shares of answers to the same question about the same work, whose runs are noisy in another way each time. */
function answers(noise: string, speedUp: NonNullable<Fake['speedUp']>, budgetMs = 30_000) {
  const all = Array.from({ length: tries }, (_, seed) => {
    const fake = { ms: 20, speedUp, noise: noises[noise]!(chanceFrom(seed + 1)) };
    return answerFor(fake, questionOf({ budgetMs })).answer;
  });
  return (is: (model: string | null, answer: Answer) => boolean) =>
    all.filter((answer) => is(answer.candidate?.model ?? null, answer)).length / tries;
}

const isGain = (model: string | null) => model === 'threads' || model === 'processes';

// What the issue allows of wrong verdicts, and of none where there should be one.
describe.each(Object.keys(noises))('200 answers from runs whose noise is %s', (noise) => {
  test('that all models are alike is never a reason to leave sequential in more than 5 %', () => {
    const share = answers(noise, { threads: 1, processes: 1 });
    expect(share(isGain)).toBeLessThanOrEqual(0.05);
    expect(share((model) => model === 'sequential')).toBeGreaterThanOrEqual(0.9);
  });

  test('lanes that are 1.8 × as fast are found in nine of ten', () => {
    expect(answers(noise, { threads: 1.8, processes: 1.8 })(isGain)).toBeGreaterThanOrEqual(0.9);
  });

  test('lanes that are 1.3 × as fast are kept from nobody: sequential is final in at most 5 %', () => {
    const share = answers(noise, { threads: 1.3, processes: 1.3 }, 12_000);
    expect(share((model) => model === 'sequential')).toBeLessThanOrEqual(0.05);
  });
});

describe.each(['heavy', 'lasting'])('the same, %s', (noise) => {
  test('processes that are 1.3 × as fast as threads are kept from nobody either', () => {
    const share = answers(noise, { threads: 1.4, processes: 1.82 }, 12_000);
    expect(share((model) => model !== null && model !== 'processes')).toBeLessThanOrEqual(0.05);
  });

  test('an answer that keeps sequential leaves no gain of more than 15 % open', () => {
    const share = answers(noise, { threads: 1.1, processes: 1.1 }, 15_000);
    const isOpen = ({ others, whyNot }: Answer) =>
      [...others, ...whyNot.flatMap(({ why }) => (why.kind === 'compared' ? [why] : []))].some(
        ({ ratio }) => ratio.low < 1 / 1.15,
      );
    expect(share((model, answer) => model === 'sequential' && isOpen(answer))).toBe(0);
  });
});
