import { describe, expect, test } from 'vitest';
import { edgeOf, nextRate, stepMs } from '../../source/load/climb.ts';
import { verdictOf } from '../../source/load/verdict.ts';
import type { StepVerdict } from '../../source/protocol/load-events.ts';

type Step = { ratePerSecond: number; verdict: StepVerdict; donePerSecond: number | null };

/** The steps of a program that does so many a second; `odd`: rates at which the first try goes wrong by chance. */
function climb(capacity: number, from: number, until: number, odd: readonly number[] = []): Step[] {
  const steps: Step[] = [];
  for (;;) {
    const rate = nextRate({ ratePerSecond: from, untilPerSecond: until }, steps);
    if (rate === null) return steps;
    const isOdd = odd.includes(rate) && !steps.some(({ ratePerSecond }) => ratePerSecond === rate);
    const donePerSecond = Math.min(rate, capacity);
    steps.push({ ratePerSecond: rate, verdict: rate > capacity || isOdd ? 'behind' : 'held', donePerSecond });
    if (steps.length > 40) throw new Error('it does not end');
  }
}
const rates = (steps: readonly Step[]) => steps.map(({ ratePerSecond }) => ratePerSecond);

describe('a load that rises', () => {
  test('doubles until it is too much, then comes closer twice', () => {
    const steps = climb(260, 50, 5000);
    expect(rates(steps)).toEqual([50, 100, 200, 400, 280, 280, 240]);
    expect(edgeOf(steps)).toEqual({ held: 240, broken: 280 });
  });

  test('tries a rate again of which most got through: a freeze may be what kept the rest', () => {
    const steps = climb(1000, 50, 200, [100]);
    expect(rates(steps)).toEqual([50, 100, 100, 200]);
    expect(edgeOf(steps)).toEqual({ held: 200, broken: null });
  });

  test('ends at the highest rate that was asked for', () => {
    expect(rates(climb(1e6, 50, 180))).toEqual([50, 100, 180]);
  });

  test('goes down where the first rate is too much', () => {
    const steps = climb(10, 50, 5000);
    expect(rates(steps)).toEqual([50, 25, 13, 13, 6.5, 9.2, 11, 11]);
    expect(edgeOf(steps).held).toBeLessThan(10);
    expect(rates(climb(0, 50, 5000))).toEqual([50, 25, 13, 6.5]);
  });

  test('ends where Heddle itself is late, twice', () => {
    const late = { ratePerSecond: 100, verdict: 'late', donePerSecond: 90 } as const;
    const span = { ratePerSecond: 100, untilPerSecond: 400 };
    // It may have had no core for a moment.
    expect(nextRate(span, [late])).toBe(100);
    expect(nextRate(span, [late, { ...late, verdict: 'held' }])).toBe(200);
    expect(nextRate(span, [late, late])).toBeNull();
    expect(edgeOf([late])).toEqual({ held: null, broken: null });
  });

  test('one that stays has no end', () => {
    expect(nextRate({ ratePerSecond: 50, untilPerSecond: null }, [])).toBe(50);
  });

  test('a step lasts until enough requests have come, and no longer than a minute', () => {
    expect([1, 10, 25, 100].map(stepMs)).toEqual([60_000, 12_500, 5000, 5000]);
  });
});

describe('the verdict of a step', () => {
  const fine = { due: 1000, failed: 0, unanswered: 0, unsent: 0, keptUp: true, lateP95Ms: 1 };
  test.each([
    [{}, 'held'],
    [{ failed: 10 }, 'held'],
    [{ failed: 11 }, 'failing'],
    [{ failed: 6, unanswered: 5 }, 'failing'],
    [{ due: 50, failed: 1 }, 'held'],
    [{ due: 50, failed: 2 }, 'failing'],
    [{ keptUp: false }, 'behind'],
    [{ unsent: 1 }, 'behind'],
    [{ keptUp: null }, 'unknown'],
    [{ lateP95Ms: 20 }, 'held'],
    [{ lateP95Ms: 21, keptUp: false }, 'late'],
    [{ lateP95Ms: null }, 'held'],
  ] as const)('%j: %s', (figures, verdict) => {
    expect(verdictOf({ ...fine, ...figures })).toBe(verdict);
  });
});
