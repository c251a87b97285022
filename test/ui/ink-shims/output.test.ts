import { expect, test } from 'vitest';
import Output from '../../../source/ui/ink-shims/output.ts';

const as = { transformers: [] };

test('rows stay where they were put, without spaces at their ends', () => {
  const output = new Output({ width: 10, height: 3 });
  output.write(0, 0, 'first   ', as);
  output.write(2, 1, 'a', as);
  output.write(5, 1, 'b', as);
  output.write(0, 2, 'one\ntwo', as);
  expect(output.get()).toEqual({ output: 'first\n  a  b\none', height: 3 });
});

test('what components do to their text is done', () => {
  const output = new Output({ width: 10, height: 1 });
  output.write(0, 0, 'text', { transformers: [(line) => line.toUpperCase()] });
  expect(output.get().output).toBe('TEXT');
});
