import { describe, expect, test } from 'vitest';
import type { Choice } from '../../source/catalog/wish.ts';
import { baselineFor, baselineOf, compareRuns, speedupOf } from '../../source/comparison/compare-runs.ts';
import type { Variant } from '../../source/comparison/comparison.ts';
import { comparisonOrder } from '../../source/comparison/rounds.ts';
import { besideEachOther, leftOutOf, sidesToCompare } from '../../source/comparison/side-wishes.ts';
import { builtInWorkloads } from '../../source/launch/built-in.ts';
import type { Interpreter, ModelId } from '../../source/protocol/plan.ts';
import type { Ran } from '../../source/runner/batch.ts';
import { ranOf } from '../helpers/ran.ts';
import { modelVariant, runsOfVariants, summaryOf } from './helpers/runs.ts';

const cards = await builtInWorkloads();
const python = (version: string): Interpreter => ({
  ...{ path: `/opt/python-${version}/bin/python3`, version, lock: 'shared', asked: null },
});

function side(id: string, on: 'node' | Interpreter, choice: Choice = {}) {
  const runtime = on === 'node' ? 'node' : 'python';
  const card = cards.find((one) => one.id === id && one.runtime === runtime)!;
  return { card, choice: { ...choice, runtime, interpreter: on === 'node' ? undefined : on } } as const;
}

const namesOf = (...on: ('node' | Interpreter)[]) =>
  besideEachOther(on.map((one) => side('wait', one))).value?.sides.map(({ name }) => name);

test('names say as little as tells the sides apart', () => {
  expect(namesOf(python('3.11.7'))).toEqual([null]);
  expect(namesOf('node', python('3.11.7'))).toEqual(['node', 'python']);
  expect(namesOf('node', python('3.8.18'), python('3.13.0'))).toEqual(['node', 'python3.8', 'python3.13']);
  expect(namesOf(python('3.11.2'), python('3.11.7'))).toEqual(['python3.11.2', 'python3.11.7']);
  const elsewhere = { ...python('3.11.7'), path: '/usr/bin/python3' };
  expect(namesOf(python('3.11.7'), elsewhere)).toEqual([python('3.11.7').path, '/usr/bin/python3']);
  expect(namesOf(python('3.13.0'), { ...python('3.13.0'), path: '/t', lock: 'none' })).toEqual([
    'python3.13',
    'python3.13t',
  ]);
  expect(besideEachOther([side('wait', 'node'), side('wait', 'node')]).refusal).toMatchObject({
    field: 'runtimes',
    problem: 'has node more than once',
  });
});

test('all sides do the same work: where defaults differ the least one, unless a person says another', () => {
  const compared = (choice: Choice) =>
    besideEachOther([side('compute', 'node', choice), side('compute', python('3.11.7'), choice)]).value!;
  const least = Math.min(
    ...cards.flatMap(({ id, parameters }) => (id === 'compute' ? [Number(parameters.numbers!.default)] : [])),
  );
  const numbersOf = (choice: Choice) => compared(choice).sides.map((one) => one.choice.parameters?.numbers);
  expect(numbersOf({})).toEqual([least, least]);
  expect(numbersOf({ parameters: { numbers: 5 } })).toEqual([5, 5]);
  expect(compared({}).differ).toEqual([]);
});

test('a word that not all sides know is told', () => {
  const { differ } = besideEachOther([side('race', 'node'), side('race', python('3.11.7'))]).value!;
  expect(differ.join(' ')).toContain('how is not the same in all');
});

test('what one runtime alone has goes to that one', () => {
  const asked: Choice = { libuvThreads: 8, startMethod: 'spawn' };
  const { sides } = besideEachOther([side('wait', 'node', asked), side('wait', python('3.11.7'), asked)])
    .value!;
  expect(sides.map(({ choice }) => [choice.libuvThreads, choice.startMethod])).toEqual([
    [8, undefined],
    [undefined, 'spawn'],
  ]);
});

describe('rows', () => {
  const { sides } = besideEachOther([side('wait', 'node'), side('wait', python('3.14.0'))]).value!;
  const idsOf = (models: string[] | null, lanes = {}) =>
    sidesToCompare(sides, models, lanes).value?.map(({ id }) => id);

  test('a model of one runtime alone is no fault of the other; one of none is', () => {
    expect(idsOf(['async', 'interpreters'])).toEqual(['node async', 'python async', 'python interpreters']);
    expect(sidesToCompare(sides, ['gevent']).refusal).toMatchObject({ field: 'model' });
    expect(idsOf(['async', 'threads'], { threading: 3 })).toHaveLength(4);
  });

  test('an interpreter that is too old for a model is named', () => {
    const old = besideEachOther([side('wait', 'node'), side('wait', python('3.11.7'))]).value!;
    expect(sidesToCompare(old.sides, ['interpreters']).refusal?.problem).toContain('3.14');
  });

  test('what is left out of all of them is said once', () => {
    expect(leftOutOf(sides)).toEqual([
      'hybrid was not run: it is async here, because this workload hands nothing to the pool.',
    ]);
  });
});

const on = (name: string, model: ModelId, interpreter: Interpreter | null): Variant => {
  const variant = modelVariant(model);
  const runtime = interpreter ? 'python' : 'node';
  const id = `${name} ${model}`;
  return { ...variant, id, label: id, plan: { ...variant.plan, runtime, interpreter } };
};
const rows = (['sequential', 'async', 'threads'] as const).flatMap((model) => [
  on('node', model, null),
  on('python', model, python('3.11.7')),
]);
const times: Record<string, number[]> = {
  'node sequential': [1000, 1010, 1020],
  'node async': [500, 505, 510],
  'node threads': [200, 201, 202],
  'python sequential': [12_000, 12_010, 12_020],
  'python async': [12_000, 12_010, 12_020],
  'python threads': [6000, 6010, 6020],
};

test('each runtime has its own baseline, and none is that of all', () => {
  const comparison = compareRuns(...runsOfVariants(rows.map((row) => [row, times[row.id]!])));
  expect(baselineOf(comparison)).toBeUndefined();
  const speedups = comparison.rows.map((row) => [
    row.variant.id,
    speedupOf(baselineFor(comparison, row), row)?.median,
  ]);
  expect(Object.fromEntries(speedups)).toMatchObject({
    'node sequential': 1,
    'node threads': 1010 / 201,
    'python sequential': 1,
    'python threads': 12_010 / 6010,
  });
});

test('the verdict names the first of all, then that of each runtime, and how far they are apart', () => {
  const { verdict, winner } = compareRuns(...runsOfVariants(rows.map((row) => [row, times[row.id]!])));
  expect(winner).toBe('node threads');
  expect(verdict).toContain('In Node.js, threads (201 ms) is the fastest, 2.51 × as fast as async');
  expect(verdict).toMatch(/In Python 3\.11, threads \(6\.0 s\) is the fastest, 2\.00 × as fast as \w+/);
  expect(verdict).toMatch(/node threads is 30 × as fast as python threads \(/);
});

test('where a model is level in both runtimes, neither of these is called the simpler one', () => {
  const level = rows.filter(({ plan }) => plan.model === 'async');
  const { verdict } = compareRuns(
    ...runsOfVariants(level.map((row) => [row, Array.from({ length: 10 }, () => 400)])),
  );
  expect(verdict).toContain('Take async in the runtime that you prefer');
});

test('a runtime that is ten times slower runs on until it is known which of its models is ahead', () => {
  const order = comparisonOrder(rows, 'time', { runs: 'auto', budgetMs: Number.POSITIVE_INFINITY });
  const ended: Ran<Variant>[] = [];
  for (let turn = order.next(ended); turn !== null; turn = order.next(ended))
    ended.push(ranOf(turn, summaryOf(turn.plan, { wallMs: times[turn.id]![0]! })));
  const runs = Object.groupBy(ended, ({ id }) => id);
  expect(Object.values(runs).map((all) => all!.length)).toEqual(rows.map(() => 3));
});

test('a runtime in which none is ahead says so, and one of too short runs is told once', () => {
  const among = rows.filter(({ plan }) => plan.model !== 'threads');
  const short = (id: string) => (id.startsWith('node') ? [20, 22, 24] : [900, 1000, 1100]);
  const { verdict } = compareRuns(...runsOfVariants(among.map((row) => [row, short(row.id)])));
  expect(verdict).toMatch(/^Too short to compare: node sequential/);
  expect(verdict).not.toContain('In Node.js');
  expect(verdict).toContain(
    'In Python 3.11, no difference shows between sequential (1.0 s) and async (1.0 s).',
  );
});

test('of one model in each runtime there is nothing to say but how far they are apart', () => {
  const threads = rows.filter(({ plan }) => plan.model === 'threads');
  const { verdict } = compareRuns(...runsOfVariants(threads.map((row) => [row, times[row.id]!])));
  expect(verdict).toMatch(
    /node threads is the fastest with 201 ms\. node threads is 30 × as fast as python threads/,
  );
  expect(verdict).not.toContain('In Python');
});
