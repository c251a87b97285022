import { describe, expect, test } from 'vitest';
import type { Choice } from '../../source/catalog/wish.ts';
import { compareRuns } from '../../source/comparison/compare-runs.ts';
import { choosesTasks, tasksPerSide } from '../../source/comparison/side-tasks.ts';
import { besideEachOther } from '../../source/comparison/side-wishes.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import { comparisonLines } from '../../source/plain/comparison.ts';
import { runsOfVariants, variantOf } from './helpers/runs.ts';

const interpreter = { path: 'python3', version: '3.11.7', lock: 'shared', asked: null } as const;
const cards = await builtInWorkloads();

/** A task that computes for that long, one after another. */
const computing = (ms: number) => ({ msPerTask: ms, cpuMsPerTask: ms });

describe('how many tasks each runtime does', () => {
  test.each([
    // Of 8 ms on two cores 24 take 96 ms: the runs need 113, which would take the other one 40 s.
    [
      [8, 350],
      [113, 24],
    ],
    // A second at most: the same for both.
    [
      [8, 9],
      [113, 113],
    ],
    // Enough as it is.
    [
      [350, 400],
      [24, 24],
    ],
    [
      [1e-4, 2e-3],
      [100_000, 100_000],
    ],
  ])('tasks of %o ms: %o', (ms, tasks) => {
    expect(tasksPerSide(24, ms.map(computing), 2)).toEqual(tasks);
  });

  test('what was not measured keeps the common number', () => {
    expect(tasksPerSide(24, [{ msPerTask: null, cpuMsPerTask: null }], 2)).toEqual([24]);
  });

  test('is chosen only for work that computes, and where nobody has named it', () => {
    const sides = (id: string, choice: Choice = {}) =>
      besideEachOther(
        (['node', 'python'] as const).map((runtime) => ({
          card: cards.find((card) => card.id === id && card.runtime === runtime)!,
          choice: { ...choice, runtime, interpreter: runtime === 'python' ? interpreter : undefined },
        })),
      ).value!.sides;
    expect(choosesTasks(sides('compute'), {})).toBe(true);
    expect(choosesTasks(sides('wait'), {})).toBe(false);
    expect(choosesTasks(sides('compute').slice(1), {})).toBe(false);
    for (const asked of [{ tasks: 8 }, { ratePerSecond: 20 }])
      expect(choosesTasks(sides('compute', asked), asked)).toBe(false);
  });
});

test('runtimes that do other numbers of tasks are judged and shown by the time per task', () => {
  const on = (runtime: 'node' | 'python', tasks: number) =>
    variantOf(`${runtime} threads`, {
      ...{ runtime, model: 'threads', tasks, interpreter: runtime === 'python' ? interpreter : null },
    });
  const comparison = compareRuns(
    ...runsOfVariants([
      [on('node', 100), [500, 505, 495]],
      [on('python', 20), [4000, 4040, 3960]],
    ]),
  );
  expect(comparison).toMatchObject({ judged: { id: 'msPerTask' }, winner: 'node threads', tasks: null });
  // 5 ms against 200 ms, although a run took only 8 × as long.
  expect(comparison.pairs[0]?.interval?.ratio).toBeCloseTo(40, 0);
  expect(comparison.verdict).toContain('node threads is 40 × as fast as python threads');
  const text = comparisonLines(comparison).join('\n');
  expect(text).toContain('100 tasks in Node.js and 20 tasks in Python 3.11');
  expect(text).toMatch(/node threads +\d+ +5\.0 ms/);
});
