import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { cardOf } from '../../source/catalog/definition.ts';
import { makePlan } from '../../source/catalog/make-plan.ts';
import { loadWorkload } from '../../source/engine/lane/load-workload.ts';
import { modelIds } from '../../source/protocol/plan.ts';

const ids = readdirSync(new URL('../../workloads/', import.meta.url))
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3))
  .sort();
const room = { effectiveCores: 2, availableMemoryBytes: 16e9 };

test('these are there', () => {
  expect(ids).toEqual(expect.arrayContaining(['compute', 'connections', 'files', 'noop', 'wait']));
});

describe.each(ids)('%s', (id) => {
  test('is called like its file, and its defaults make a plan under every model it allows', async () => {
    const card = cardOf(await loadWorkload(id, null), null);
    expect(card.id).toBe(id);
    for (const model of modelIds) {
      if (!card.refuses[model]) expect(makePlan({ model }, card, room).workload).toBe(id);
    }
  });
});

describe('checks tell right from wrong', () => {
  const verdict = async (id: string, results: unknown[], parameters = {}, shared: unknown = null) =>
    (await (await loadWorkload(id, null)).check!(results, parameters, shared)).ok;

  test.each([
    ['wait', [0, 1, 2], true],
    ['wait', [0, 2, 1], false],
    ['wait', [0, undefined, 2], false],
    ['compute', [5, 5], true],
    ['compute', [5, 6], false],
    ['connections', [900, 800], true],
    ['connections', [900, 3], false],
    ['files', ['a', 'b', 'a'], true],
    ['files', ['a', 'a', 'a'], false],
    ['hash', ['a', undefined, 'a'], true],
    ['hash', ['a', 'b'], false],
    ['image', ['a', undefined, 'a', 'b'], true],
    ['image', ['b', 'b'], false],
    ['queries', [['a'], undefined, ['c']], true],
    ['queries', [['a'], ['a']], false],
    ['queries', [['a'], []], false],
  ])('%s of %j: %s', async (id, results, ok) => {
    expect(
      await verdict(
        id,
        results,
        { numbers: 3, bytes: 500, queries: 1 },
        { hashes: ['a', 'b'], expected: 'a', answers: { 0: 'a', 5: 'b', 10: 'c' } },
      ),
    ).toBe(ok);
  });

  /** What two tasks of race leave behind that counted to five each. */
  const counted = (got: number) => ({ counter: { value: Int32Array.of(got) } });
  const fives = [
    { updates: 5, fromMs: 0, toMs: 1 },
    { updates: 5, fromMs: 0, toMs: 1 },
  ];
  const together = { atOnce: 2 };

  test.each([
    ['blocked-loop', [100, 120], { ms: 100 }, null, true],
    ['blocked-loop', [100, 40], { ms: 100 }, null, false],
    ['blocked-loop', [100, undefined], { ms: 100 }, null, false],
    ['race', fives, { how: 'mutex', updates: 5 }, counted(10), true],
    ['race', fives, { how: 'mutex', updates: 5 }, counted(9), false],
    ['race', fives, { how: 'unlocked', updates: 5 }, counted(9), true],
    ['race', fives, { how: 'unlocked', updates: 5 }, counted(11), false],
    ['race', fives, { how: 'unlocked', updates: 6 }, counted(9), false],
    ['uncloneable', [{}], { what: 'error' }, { crosses: false }, false],
    ['transfer', [{ bytes: new Uint8Array(1024) }], { kilobytes: 1 }, { memory: null }, false],
    ['transfer', [{ bytes: new Uint8Array(0) }], { kilobytes: 1 }, { memory: null }, false],
    [
      'memory',
      [
        [0, 2],
        [1, 3],
      ],
      { kilobytes: 0 },
      together,
      true,
    ],
    [
      'memory',
      [
        [0, 1],
        [1, 2],
      ],
      { kilobytes: 0 },
      together,
      false,
    ],
    ['memory', [[0, 2], [1, 3], undefined], { kilobytes: 0 }, together, false],
  ] as const)('%s of %o with %o: %#', async (id, results, parameters, shared, ok) => {
    expect(await verdict(id, [...results], parameters, shared)).toBe(ok);
  });
});
