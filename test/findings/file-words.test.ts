import { expect, test } from 'vitest';
import { commonFolder, fileWords } from '../../source/findings/file-words.ts';
import { functionWords } from '../../source/findings/watch/place-words.ts';

test.each([
  ['/srv/shop/auth.js', 'auth.js'],
  ['/srv/shop/users/index.js', 'users/index.js'],
  ['/srv/shop/users/index.mjs:12', 'users/index.mjs:12'],
  ['C:\\shop\\users\\__init__.py', 'users/__init__.py'],
  ['/srv/shop/reindex.js', 'reindex.js'],
  ['index.js', 'index.js'],
])('%s is %s', (path, words) => {
  expect(fileWords(path)).toBe(words);
});

test('from a folder on its path is told, of files elsewhere all of it', () => {
  expect(fileWords('/srv/shop/routes/users/auth.js', '/srv/shop/')).toBe('routes/users/auth.js');
  expect(fileWords('/srv/shops/auth.js', '/srv/shop/')).toBe('/srv/shops/auth.js');
  expect(fileWords('/srv/auth.js', '')).toBe('/srv/auth.js');
});

test('the folder that files have in common', () => {
  expect(commonFolder(['/srv/shop/a.js', '/srv/shop/lib/b.js', '/srv/shop/lib.js'])).toBe('/srv/shop/');
  expect(commonFolder(['/srv/shop/a.js'])).toBe('/srv/shop/');
  expect(commonFolder(['a.js', '/srv/b.js'])).toBe('');
  expect(commonFolder([])).toBe('');
});

test('a finding says whose index it is', () => {
  expect(functionWords({ name: 'list', file: '/srv/users/index.js', line: 7 })).toBe(
    'list (users/index.js:7)',
  );
});
