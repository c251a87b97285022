import { describe, expect, test } from 'vitest';
import { choosesSizes, comparedSizes } from '../../source/answer/compared-sizes.ts';
import type { Choice } from '../../source/catalog/wish.ts';
import { modelsToCompare } from '../../source/comparison/plan-comparison.ts';
import type { Outcome } from '../../source/protocol/events.ts';
import { answerFor, type Fake, questionOf } from './helpers/fake-work.ts';

const { card, room } = questionOf();

/** What a second of that work says of a comparison of all models, or of those that are named. */
function sizesOf(
  fake: Fake,
  {
    choice = {},
    names,
    outcome = 'completed',
  }: { choice?: Choice; names?: string[]; outcome?: Outcome } = {},
) {
  const wishes = modelsToCompare(card, choice, names ?? null).value!;
  const ran = answerFor(fake).turns[0]!;
  const summary = { ...ran.summary, outcome };
  const handoverMs = { thread: 0.02, process: 0.03 };
  return comparedSizes(
    { card, wishes, choice, named: names !== undefined },
    { ...ran, summary },
    room,
    handoverMs,
  );
}

describe('work that computes', () => {
  test('has a lane for each core, and tasks for a run well above what can be told apart', () => {
    const { lanes, choice, leftOut, found } = sizesOf({ ms: 20 });
    expect(lanes).toMatchObject({ threads: 2, processes: 2 });
    // Twice 700 ms of work for two cores.
    expect(choice.tasks).toBeGreaterThanOrEqual(68);
    expect(choice.tasks).toBeLessThan(76);
    expect(leftOut).toEqual([]);
    expect(found).toMatch(/^\d+ calls, 20 ms per task: \d+ tasks per run$/);
  });

  test('too small to be handed out: lanes are left out, with what handing out takes', () => {
    const { leftOut, wishes } = sizesOf({ ms: 0.02 });
    expect(leftOut.map(({ words }) => words)).toEqual([
      expect.stringMatching(/^threads was not run\. Sending a task to another thread takes \S+ (?:%|×) /),
      expect.stringMatching(/^processes was not run\. Sending a task to another process takes \S+ × as long/),
    ]);
    expect(wishes.map(({ id }) => id)).toEqual(['sequential', 'async']);
  });

  test('a little longer than that, they run', () => {
    expect(sizesOf({ ms: 0.1 }).leftOut).toEqual([]);
  });

  test('whoever names them has them run all the same', () => {
    const { leftOut, wishes } = sizesOf({ ms: 0.02 }, { names: ['sequential', 'threads'] });
    expect(leftOut).toEqual([]);
    expect(wishes.map(({ id }) => id)).toEqual(['sequential', 'threads']);
  });
});

test('tasks that were asked for stay as many', () => {
  expect(sizesOf({ ms: 20 }, { choice: { tasks: 7 } }).choice.tasks).toBe(7);
});

test('work that fails keeps its defaults: the comparison says what is wrong', () => {
  const { lanes, found, wishes } = sizesOf({ ms: 20 }, { outcome: 'failed' });
  expect({ lanes, found }).toEqual({ lanes: {}, found: null });
  expect(wishes.map(({ choice }) => choice.tasks)).toEqual(wishes.map(() => undefined));
});

test('numbers are Heddle’s to choose for a file, unless one was given', () => {
  expect(choosesSizes(card, {}, {})).toBe(true);
  expect(choosesSizes(card, { concurrency: 4 }, {})).toBe(false);
  expect(choosesSizes(card, {}, { threads: 4 })).toBe(false);
  expect(choosesSizes({ ...card, module: null }, {}, {})).toBe(false);
});
