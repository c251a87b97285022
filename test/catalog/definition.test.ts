import { describe, expect, test } from 'vitest';
import { cardOf, readDefinition } from '../../source/catalog/definition.ts';

describe('a function is a workload', () => {
  test('an async one waits, of any other the worst is assumed', () => {
    expect(readDefinition(async () => {}, 'mine')).toMatchObject({ id: 'mine', kind: 'async-io' });
    expect(readDefinition(() => {}, 'mine')).toMatchObject({ kind: 'mixed' });
  });

  test('its card has what a plan needs', () => {
    expect(
      cardOf(
        readDefinition(() => {}, 'mine'),
        '/mine.mjs',
      ),
    ).toEqual({
      id: 'mine',
      title: 'mine',
      shows: 'your own function',
      kind: 'mixed',
      parameters: {},
      tasks: 24,
      bodies: ['run'],
      parts: [],
      refuses: {},
      module: '/mine.mjs',
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
  expect(cardOf(workload, null)).toMatchObject({
    kind: 'cpu',
    tasks: 5,
    bodies: ['blocking'],
  });
});

test.each([
  ['nothing', undefined, /no default export/],
  ['null', null, /is null, not a function/],
  ['a number', 42, /is a number, not a function/],
  ['text', 'x', /is a string, not a function/],
  ['no body', { title: 'x' }, /no task body; give it a function named blocking, cooperative or run/],
  ['a body that is none', { run: 1 }, /field run: must be a function/],
  ['a kind unknown', { kind: 'gpu', run() {} }, /field kind: /],
  ['an id of two words', { id: 'two words', run() {} }, /field id: must be a word/],
  ['no tasks', { tasks: 0, run() {} }, /field tasks: /],
  [
    'half a parameter',
    { parameters: { ms: { type: 'number', title: 'x', unit: 'ms', default: 1, min: 0 } }, run() {} },
    /field parameters\.ms\.max: /,
  ],
  [
    'a refusal by no model',
    {
      parameters: {
        how: { type: 'choice', title: 'x', choices: ['a'], default: 'a', refuses: { a: { gpu: 'no' } } },
      },
      run() {},
    },
    /field parameters\.how\.refuses\.a\.gpu: /,
  ],
  [
    'a parameter of no type',
    { parameters: { ms: { type: 'date' } }, run() {} },
    /field parameters\.ms\.type: /,
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
  expect(cardOf(workload, null).parts).toEqual(['add']);
  expect(workload.parts!.add!(2 as never, undefined as never)).toBe(42);
  expect(() => readDefinition({ parts: { add: 1 }, run() {} }, 'mine')).toThrow(
    'its field parts.add: must be a function',
  );
});
