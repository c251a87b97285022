import { expect, test } from 'vitest';
import type { Choice } from '../../source/catalog/wish.ts';
import { accepted } from '../../source/command-line/usage-error.ts';
import { planComparison } from '../../source/comparison/plan-comparison.ts';
import { modelIds } from '../../source/protocol/plan.ts';
import { cards, room } from '../ui/helpers/script.ts';

const card = (id: string) => cards.find((one) => one.id === id)!;
const plansOf = (id: string, models: string[] | null, choice: Choice = {}, runs = 1) =>
  accepted(planComparison(card(id), { models, runs, choice, room }));
const modelsOf = (...args: Parameters<typeof plansOf>) => plansOf(...args).map(({ model }) => model);

test('all models that can do the work, or those that were named, by any of their names', () => {
  expect(modelsOf('wait', null)).toEqual(modelIds);
  expect(modelsOf('connections', null)).toEqual(modelIds.filter((id) => id !== 'processes'));
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
    accepted(planComparison(picky, { models: null, runs: 1, choice: { parameters: { how: b } }, room })).map(
      ({ model }) => model,
    );
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
    /^--pool is for hybrid, which is not among/,
  ],
])('%s is refused in a line', (_, make, message) => {
  expect(make).toThrow(message);
});
