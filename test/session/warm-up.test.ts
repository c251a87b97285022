import { describe, expect, test } from 'vitest';
import { findWarmUp } from '../../source/session/warm-up.ts';

const of = (count: number, ms: number) => Array.from({ length: count }, () => ms);

describe('how many tasks a lane takes to settle', () => {
  test.each<[what: string, times: number[], tasks: number | null]>([
    ['all alike', of(20, 10), null],
    ['the first loads a module', [80, ...of(19, 10)], 1],
    ['the first six are interpreted', [...of(6, 20), ...of(20, 10)], 6],
    ['a slow decline ends where 15 % are left', [30, 25, 21, 18, 16, 14, 13, 12, ...of(20, 10)], 8],
    ['within 15 % from the start', [...of(10, 11.4), ...of(10, 10)], null],
    ['a garbage collection in between', [...of(6, 10), 90, ...of(13, 10)], null],
    ['two in a row', [...of(6, 10), 90, 90, ...of(12, 10)], null],
    ['faster at first', [...of(8, 5), ...of(12, 10)], null],
    ['seven tasks are too few', [80, ...of(6, 10)], null],
    ['eight are enough', [80, ...of(7, 10)], 1],
    ['less than half a task in all', [14, ...of(19, 10)], null],
    ['more than half a task', [17, ...of(19, 10)], 1],
    ['no time at all', of(20, 0), null],
  ])('%s', (_, times, tasks) => {
    expect(findWarmUp(times)?.tasks ?? null).toBe(tasks);
  });

  test('what it cost is what they took beyond the later ones', () => {
    expect(findWarmUp([80, 20, 20, 20, ...of(20, 10)])).toEqual({ tasks: 4, excess: 100 });
  });

  test('inputs of different sizes are compared with their like', () => {
    // Ten inputs, the larger ones first; of the first round each takes twice as long.
    const sizes = [50, 45, 40, 35, 30, 25, 20, 15, 10, 5];
    const rounds = [...sizes.map((ms) => 2 * ms), ...sizes, ...sizes, ...sizes];
    expect(findWarmUp(rounds, (at) => at % 10)?.tasks).toBe(10);
    expect(findWarmUp([...sizes, ...sizes, ...sizes, ...sizes], (at) => at % 10)).toBeNull();
  });
});

describe('of simulated times', () => {
  const random = numbers(1);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const kinds = {
    'that hardly vary': () => 10 + normal() * 0.3,
    'that vary by a tenth': () => 10 * Math.exp(0.1 * normal()),
    'that vary by half': () => 10 * Math.exp(0.5 * normal()),
    'of requests': () => -10 * Math.log(1 - random()),
  };
  const tries = 400;
  const found = (time: () => number, count: number, slow: number, by: number) =>
    Array.from({ length: tries }, () =>
      findWarmUp(Array.from({ length: count }, (_, at) => time() * (at < slow ? by : 1))),
    ).filter((warmUp) => warmUp !== null && Math.abs(warmUp.tasks - slow) <= Math.max(2, slow / 2)).length;
  const invented = (time: () => number, count: number) =>
    Array.from({ length: tries }, () => findWarmUp(Array.from({ length: count }, time))).filter(Boolean)
      .length;

  test.each(Object.entries(kinds))('%s: none is invented', (_, time) => {
    for (const count of [8, 20, 60, 300]) expect(invented(time, count) / tries).toBeLessThanOrEqual(0.06);
  });

  test('one in twenty ten times as long: hardly more than where the first is one of them', () => {
    for (const count of [8, 20, 60])
      expect(invented(() => (random() < 0.05 ? 100 : 10 + normal()), count) / tries).toBeLessThan(0.12);
  });

  test.each(['that hardly vary', 'that vary by a tenth'] as const)('%s: it is found', (kind) => {
    expect(found(kinds[kind], 60, 12, 2) / tries).toBeGreaterThan(0.9);
    expect(found(kinds[kind], 60, 1, 4) / tries).toBeGreaterThan(0.9);
  });
});

/** Numbers from 0 to 1 that look random (mulberry32). */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
