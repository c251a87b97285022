import { expect, test } from 'vitest';
import { noModule, splitWord, wordOf } from '../../source/catalog/module-word.ts';

test.each([
  ['./images.ts#resize', './images.ts', 'resize'],
  ['./images.ts', './images.ts', null],
  ['./c#/images.ts', './c#/images.ts', null],
  ['./c#/images.ts#resize', './c#/images.ts', 'resize'],
  ['./images.ts#', './images.ts#', null],
  ['#resize', '#resize', null],
])('%s is the path %s and the export %s', (word, path, name) => {
  expect(splitWord(word)).toEqual({ path, name });
  if (name !== null) expect(wordOf({ module: path, export: name })).toBe(word);
});

test('a built-in workload has no path', () => {
  expect(wordOf(noModule)).toBeNull();
});
