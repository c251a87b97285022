import { expect, test } from 'vitest';
import { modelIdsOf } from '../../source/catalog/models.ts';
import type { Choice } from '../../source/catalog/wish.ts';
import { accepted } from '../../source/command-line/usage-error.ts';
import { leftOutAsTwins, modelsToCompare, planComparison } from '../../source/comparison/plan-comparison.ts';

import { cards, room } from '../ui/helpers/plans.ts';

const card = (id: string) => cards.find((one) => one.id === id)!;
const plansOf = (id: string, models: string[] | null, choice: Choice = {}, runs = 1) =>
  accepted(planComparison(accepted(modelsToCompare(card(id), choice, models)), { runs, room })).map(
    ({ plan }) => plan,
  );
const modelsOf = (...args: Parameters<typeof plansOf>) => plansOf(...args).map(({ model }) => model);

test('all models that can do the work, or those that were named, by any of their names', () => {
  expect(modelsOf('wait', null)).toEqual(modelIdsOf('node').filter((id) => id !== 'hybrid'));
  expect(modelsOf('wait', ['hybrid'])).toEqual(['hybrid']);
  expect(leftOutAsTwins(card('wait'), {})).toEqual([
    'hybrid was not run: it is async here, because this workload hands nothing to the pool.',
  ]);
  expect(modelsOf('connections', null)).toEqual(
    modelIdsOf('node').filter((id) => id !== 'processes' && id !== 'hybrid'),
  );
  expect(modelsOf('wait', ['fork', 'asyncio', 'async'])).toEqual(['async', 'processes']);
});

test('a choice that some model refuses leaves it out, too', () => {
  const how = {
    type: 'choice',
    title: 'how',
    choices: ['a', 'b'],
    default: 'a',
    refuses: { b: { async: 'no' } },
  } as const;
  const picky = { ...card('wait'), parameters: { how } };
  const models = (b: string) =>
    accepted(modelsToCompare(picky, { parameters: { how: b } })).map(({ id }) => id);
  expect(models('a')).toContain('async');
  expect(models('b')).not.toContain('async');
});

test('rounds: each model once a round, every time the same work', () => {
  const plans = plansOf('wait', ['async', 'threads', 'processes'], { tasks: 7, parameters: { ms: '5' } }, 4);
  expect(plans).toHaveLength(12);
  for (let round = 0; round < 4; round++) {
    expect(
      plans
        .slice(3 * round, 3 * round + 3)
        .map(({ model }) => model)
        .sort(),
    ).toEqual(['async', 'processes', 'threads']);
  }
  for (const { tasks, parameters } of plans)
    expect({ tasks, parameters }).toEqual({ tasks: 7, parameters: { ms: 5 } });
});

test('each model gets what suits it; a number that was given is for all but sequential', () => {
  const models = ['sequential', 'async', 'threads', 'processes', 'hybrid'];
  const atOnce = (choice: Choice) => plansOf('wait', models, choice).map(({ concurrency }) => concurrency);
  expect(atOnce({})).toEqual([1, 24, 16, 8, 24]);
  expect(atOnce({ concurrency: 3 })).toEqual([1, 3, 3, 3, 3]);
});

test('a number of its own for a model goes before the one for all; a stranger among them is refused', () => {
  const wishes = (lanes: Record<string, number>) =>
    modelsToCompare(card('wait'), { concurrency: 3 }, ['sequential', 'async', 'threads'], lanes);
  const choices = accepted(wishes({ asyncio: 500, sequential: 1 }));
  expect(choices.map(({ choice }) => choice.concurrency)).toEqual([1, 500, 3]);
  expect(wishes({ processes: 2 }).refusal).toMatchObject({ field: 'concurrency' });
});

test('models are variants by their own names, and the one to beat is the baseline', () => {
  const wishes = accepted(modelsToCompare(card('wait'), {}));
  const turns = accepted(planComparison(wishes, { runs: 1, room }));
  expect(turns.map(({ id, label, isBaseline, plan }) => [id, label, isBaseline, plan.model])).toEqual(
    modelsOf('wait', null).map((model) => [model, model, model === 'sequential', model]),
  );
});

test('what differs in something else is planned as well', () => {
  const wishes = [1, 4].map((concurrency) => ({
    ...{ id: `c${concurrency}`, label: `${concurrency} at once`, isBaseline: concurrency === 1 },
    card: card('wait'),
    choice: { model: 'async' as const, concurrency },
  }));
  const turns = accepted(planComparison(wishes, { runs: 2, room }));
  expect(turns.map(({ id, plan }) => [id, plan.concurrency])).toEqual([
    ['c1', 1],
    ['c4', 4],
    ['c4', 4],
    ['c1', 1],
  ]);
});

test('the model of the choice is no matter', () => {
  expect(modelsOf('wait', ['threads'], { model: 'async' })).toEqual(['threads']);
});

test.each<[string, () => unknown, RegExp]>([
  [
    'a name nobody knows',
    () => plansOf('wait', ['async', 'thraeds']),
    /^unknown model "thraeds" \(did you mean "threads"\?\)/,
  ],
  [
    'a model that cannot',
    () => plansOf('connections', ['processes']),
    /^connections does not run under processes: its tasks/,
  ],
  ['no run', () => plansOf('wait', null, {}, 0), /^--runs is 0; it must be a whole number from 1 to 100$/],
  [
    'more lanes than there may be',
    () => plansOf('wait', null, { tasks: 5000, concurrency: 5000 }),
    /^--concurrency is 5000; .* under threads$/,
  ],
  [
    'a pool without hybrid',
    () => plansOf('wait', ['async'], { poolThreads: 2 }),
    /^--pool needs hybrid, which is not among/,
  ],
])('%s is refused in a line', (_, make, message) => {
  expect(make).toThrow(message);
});
