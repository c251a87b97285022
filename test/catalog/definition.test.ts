import { describe, expect, test } from 'vitest';
import { cardOf, readDefinition } from '../../source/catalog/definition.ts';
import { noModule } from '../../source/catalog/module-word.ts';

describe('a function is a workload', () => {
  test('an async one waits, of any other the worst is assumed', () => {
    expect(readDefinition(async () => {}, 'mine')).toMatchObject({ id: 'mine', kind: 'async-io' });
    expect(readDefinition(() => {}, 'mine')).toMatchObject({ kind: 'mixed' });
  });

  test('its card has what a plan needs', () => {
    expect(
      cardOf(
        readDefinition(() => {}, 'mine'),
        { module: '/mine.mjs', export: null },
      ),
    ).toEqual({
      runtime: 'node',
      id: 'mine',
      title: 'mine',
      shows: 'your own function',
      kind: 'mixed',
      parameters: {},
      tasks: 24,
      bodies: ['run'],
      parts: [],
      refuses: {},
      judgedBy: null,
      module: '/mine.mjs',
      export: null,
    });
  });
});

test('a definition may be an instance of a class: its functions keep what they belong to', () => {
  class Adder {
    id = 'adder';
    added = 40;
    run(index: number) {
      return index + this.added;
    }
  }
  const workload = readDefinition(new Adder(), 'mine');
  expect(workload).toMatchObject({ id: 'adder', title: 'adder' });
  const { run } = workload;
  expect(run!(2, undefined as never)).toBe(42);
});

test('a definition says more', () => {
  const workload = readDefinition({ kind: 'cpu', tasks: 5, blocking() {}, check() {} }, 'mine');
  expect(cardOf(workload, noModule)).toMatchObject({
    kind: 'cpu',
    tasks: 5,
    bodies: ['blocking'],
  });
});

test.each([
  ['nothing', undefined, /exports undefined, not a function; write `export default async \(index\) => …`/],
  ['null', null, /exports null, not a function/],
  ['a number', 42, /exports a number, not a function/],
  ['text', 'x', /exports a string, not a function/],
  ['no body', { title: 'x' }, /no function named run, blocking or cooperative; add `async run\(index\)/],
  ['a body that is none', { run: 1 }, /its field run is 1; it must be a function/],
  ['a kind unknown', { kind: 'gpu', run() {} }, /its field kind is "gpu"; it must be one of cpu, /],
  ['an id of two words', { id: 'two words', run() {} }, /its field id is "two words"; it must be one word/],
  ['no tasks', { tasks: 0, run() {} }, /its field tasks is 0; it must be a whole number of 1 or more/],
  ['a slip in a name', { paramters: {}, run() {} }, /field paramters .*\(did you mean "parameters"\?\)/],
  ['another', { ceck() {}, run() {} }, /field ceck .*\(did you mean "check"\?\)/],
  [
    'half a parameter',
    { parameters: { ms: { type: 'number', title: 'x', unit: 'ms', default: 1, min: 0 } }, run() {} },
    /its field parameters\.ms\.max is missing/,
  ],
  [
    'a refusal by no model',
    {
      parameters: {
        how: { type: 'choice', title: 'x', choices: ['a'], default: 'a', refuses: { a: { gpu: 'no' } } },
      },
      run() {},
    },
    /field parameters\.how\.refuses\.a\.gpu is not known; it must be one of the models sequential, /,
  ],
  [
    'a parameter of no type',
    { parameters: { ms: { type: 'date' } }, run() {} },
    /field parameters\.ms\.type is "date"; it must be "number" or "choice"/,
  ],
])('%s is refused in one line', (_what, exported, message) => {
  expect(() => readDefinition(exported, 'mine')).toThrow(message);
  expect(() => readDefinition(exported, 'mine')).toThrow(/^[^\n]+$/);
});

test('parts are functions of the workload, and its card names them', () => {
  class Parted {
    added = 40;
    parts = {
      add(this: Parted, input: number) {
        return input + this.added;
      },
    };
    cooperative() {}
  }
  const workload = readDefinition(new Parted(), 'mine');
  expect(cardOf(workload, noModule).parts).toEqual(['add']);
  expect(workload.parts!.add!(2 as never, undefined as never)).toBe(42);
  expect(() => readDefinition({ parts: { add: 1 }, run() {} }, 'mine')).toThrow(
    'its field parts.add is 1; it must be a function',
  );
});

test('fields of a person’s own are left alone, also where their names are near one of ours', () => {
  const own = { run() {}, task() {}, runs: [1], added: 40, checks: 3 };
  expect(readDefinition(own, 'mine')).toMatchObject({ id: 'mine' });
});
