import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { CallNames } from '../../source/looks/call-names.ts';

const file = join(mkdtempSync(join(tmpdir(), 'heddle-test-')), 'code.mjs');
const nameIn = (line: string, called: string, more = '') => {
  writeFileSync(file, `// first\n${line}${more}`);
  return new CallNames().at([null, file, 2, line.indexOf(called) + 1]);
};

test.each<[string, string, string | null]>([
  ['const packed = zlib.gzipSync(parts);', 'gzipSync', 'gzipSync'],
  ['const packed = (0, import_zlib.gzipSync)(parts);', 'gzipSync', 'gzipSync'],
  ['gzipSync (parts)', 'gzipSync', 'gzipSync'],
  ['zlib.gzipSync?.(parts)', 'gzipSync', 'gzipSync'],
  ['const pool = new Pool(4);', 'new', 'Pool'],
  ['return t(parts);', 't(', null],
  ['return Buffer.from(parts);', 'Buffer', null],
  ['return tables[3](parts);', '[3]', null],
])('what is called in: %s', (line, called, name) => {
  expect(nameIn(line, called)).toBe(name);
});

test('of a file by its address', () => {
  expect(nameIn('pack(4);', 'pack')).toBe('pack');
  expect(new CallNames().at([null, pathToFileURL(file).href, 2, 1])).toBe('pack');
});

test('a place is read once', () => {
  const names = new CallNames();
  writeFileSync(file, 'pack(4);');
  expect(names.at([null, file, 1, 1])).toBe('pack');
  writeFileSync(file, 'send(4);');
  expect(names.at([null, file, 1, 1])).toBe('pack');
});

test('a large file is not read, and nor is one that is not there', () => {
  expect(nameIn('pack(4);', 'pack', ' '.repeat(1_900_000))).toBe('pack');
  expect(nameIn('pack(4);', 'pack', ' '.repeat(2_100_000))).toBe(null);
  expect(new CallNames().at([null, '/nowhere/code.mjs', 2, 1])).toBe(null);
  expect(new CallNames().at([null, null, null, null])).toBe(null);
});
