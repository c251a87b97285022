import { expect, test } from 'vitest';
import { withMeasure } from '../../source/findings/measure-words.ts';
import type { Callable } from '../../source/harness/harness.ts';

const pick = { name: 'pick', file: '/app/sort.js', line: 3 };
const sorted = { name: 'sorted', file: '/app/sort.js', line: 9 };
const next = 'Do it in a worker thread';
const measure = {
  kind: 'measure',
  places: [pick, sorted],
  command: ['node', 'server.js'],
  python: null,
} as const;

const said = (callable: Callable | null, key: string | null) =>
  withMeasure({ next, step: measure }, () => callable, key);

test.each<[string, Callable | null, string | null, string]>([
  ['a key calls it', { at: pick, way: 'copies', inputs: ['words'], word: null }, 'x', '. Try what helps (x)'],
  [
    'a key calls the one that called it',
    { at: sorted, way: 'imports', inputs: [], word: './sort.js#sorted' },
    'x',
    '. Try what helps in sorted (x)',
  ],
  [
    'it has to be filled in first',
    { at: pick, way: 'imports', inputs: ['words'], word: './sort.js#pick' },
    null,
    '. To try what helps, press x in heddle watch, on a terminal',
  ],
  [
    'it cannot be imported',
    { at: sorted, way: 'copies', inputs: [], word: null },
    null,
    '. To try what helps in sorted, press x in heddle watch, on a terminal',
  ],
])('%s: the step stays as it is', (_, callable, key, told) => {
  expect(said(callable, key)).toEqual({ next: `${next}${told}`, step: measure });
});

test('what can be imported and needs nothing else is a command', () => {
  expect(said({ at: sorted, way: 'imports', inputs: [], word: './sort.js#sorted' }, null)).toEqual({
    next: `${next}. To try what helps: heddle decide ./sort.js#sorted`,
    step: { kind: 'command', command: 'heddle decide ./sort.js#sorted' },
  });
});

test.each(['x', null])(
  'what cannot be called from another file has to become a function first (%s)',
  (key) => {
    expect(said({ at: pick, way: 'sketch', inputs: ['work'], word: null }, key)).toEqual({
      next: `${next}. To measure it, make it a function of its own`,
      step: null,
    });
  },
);

test('where no file can be read, nothing is offered', () => {
  expect(said(null, 'x')).toEqual({ next, step: null });
});

test('other advice is left as it is', () => {
  const other = { next, step: { kind: 'command', command: 'heddle run' } } as const;
  expect(withMeasure(other, () => null, 'x')).toEqual(other);
});
