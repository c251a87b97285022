import { describe, expect, test } from 'vitest';
import { inTurn } from '../../source/comparison/in-turn.ts';

const rounds = (items: string, count: number) => {
  const turns = inTurn([...items], count);
  return Array.from({ length: count }, (_, round) =>
    turns.slice(round * items.length, (round + 1) * items.length).join(''),
  );
};

test('the first round is in the order of the list', () => {
  expect(rounds('abcde', 1)).toEqual(['abcde']);
  expect(rounds('abcd', 1)).toEqual(['abcd']);
  expect(inTurn([], 3)).toEqual([]);
});

test('two take turns, one repeats', () => {
  expect(rounds('ab', 3)).toEqual(['ab', 'ba', 'ab']);
  expect(rounds('a', 3)).toEqual(['a', 'a', 'a']);
});

describe.each(['ab', 'abc', 'abcd', 'abcde'])('%s', (items) => {
  test('each once a round', () => {
    for (const round of rounds(items, 7)) expect([...round].sort().join('')).toBe(items);
  });

  test.each([2, 3, 5, 10])('over %i rounds none always comes after the same one', (count) => {
    const turns = inTurn([...items], count);
    for (const item of items) {
      const before = turns.flatMap((turn, at) => (turn === item && at > 0 ? [turns[at - 1]] : []));
      if (before.length < 2) continue;
      expect(new Set(before).size, `what is before ${item} in ${turns.join('')}`).toBeGreaterThan(1);
    }
  });

  test('over a whole design each comes after each other one equally often', () => {
    const pairs = new Map<string, number>();
    for (const round of rounds(items, 2 * items.length)) {
      for (let at = 1; at < round.length; at++) {
        const pair = round.slice(at - 1, at + 1);
        pairs.set(pair, (pairs.get(pair) ?? 0) + 1);
      }
    }
    expect(pairs.size).toBe(items.length * (items.length - 1));
    expect(new Set(pairs.values()).size).toBe(1);
  });
});
