import { describe, expect, test } from 'vitest';
import { judgePair, type PairVerdict, stages } from '../../source/comparison/judge-pair.ts';
import { chanceFrom, noises } from './helpers/noise.ts';

const tries = 200;

/** Two that differ by that factor, their runs in turn and swapped each round, looked at after each stage. */
function looks(noise: string, factor: number, seed: number): PairVerdict[] {
  const next = noises[noise]!(chanceFrom(seed));
  const [a, b]: [number[], number[]] = [[], []];
  return stages.map((rounds) => {
    while (a.length < rounds) {
      const [first, second] = [next(), next()];
      const swapped = a.length % 2 === 1;
      a.push(swapped ? second : first);
      b.push((swapped ? first : second) * factor);
    }
    return judgePair(a, b);
  });
}

/** In how many of 200 comparisons the first verdict that names one of them is this; and in which `same` was said. */
function shares(noise: string, factor: number) {
  const all = Array.from({ length: tries }, (_, seed) => looks(noise, factor, seed));
  const first = all.map((verdicts) => verdicts.find((verdict) => /faster|slower/.test(verdict)));
  return {
    right: first.filter((verdict) => verdict === 'faster').length / tries,
    wrong: first.filter((verdict) => verdict === 'slower').length / tries,
    same: all.filter((verdicts) => verdicts.at(-1) === 'same').length / tries,
  };
}

describe.each(Object.keys(noises))('noise that is %s', (noise) => {
  test('two that are alike: one of them wins in at most 5 %', () => {
    const { right, wrong } = shares(noise, 1);
    expect(right + wrong).toBeLessThanOrEqual(0.05);
  });

  test('a true lead of 10 % is found, and the slower one never wins', () => {
    const { right, wrong } = shares(noise, 1.1);
    expect(right).toBeGreaterThanOrEqual(0.9);
    expect(wrong).toBe(0);
  });

  test('a lead of 10 % is never called the same', () => {
    expect(shares(noise, 1.1).same).toBe(0);
  });
});

test.each(['quiet', 'typical', 'lasting'])('two that are alike are called so in %s noise', (noise) => {
  expect(shares(noise, 1).same).toBeGreaterThanOrEqual(0.9);
});
