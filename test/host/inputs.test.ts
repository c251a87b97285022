import { mkdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { mostInputBytes } from '../../source/catalog/inputs.ts';
import { readInputs } from '../../source/engine/lane/inputs.ts';
import { findInputs } from '../../source/host/inputs.ts';
import { temporaryFolder } from '../helpers/folder.ts';

function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'data'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

test('what is found is what each lane reads', async () => {
  const folder = folderOf({ 'urls.txt': '/a\n/b\n', 'data/2.csv': '', 'data/1.csv': '', 'data/x.txt': '' });
  const path = join(folder, 'urls.txt');
  const lines = findInputs(path).value;
  expect(lines).toEqual({ kind: 'lines', path, pattern: null, count: 2 });
  expect(await readInputs(lines)).toEqual(['/a', '/b']);

  mkdirSync(join(folder, 'data', 'folder.csv'));
  const files = findInputs(join(folder, 'data/*.csv')).value;
  expect(files).toMatchObject({ kind: 'files', count: 2 });
  expect(await readInputs(files)).toEqual([join(folder, 'data/1.csv'), join(folder, 'data/2.csv')]);
  expect(await readInputs(null)).toBeNull();
});

test('inputs that change before a lane reads them end the run in words', async () => {
  const folder = folderOf({ 'urls.txt': '/a\n/b\n' });
  const path = join(folder, 'urls.txt');
  const { value } = findInputs(path);
  writeFileSync(path, '/a\n');
  await expect(readInputs(value)).rejects.toThrow(`the inputs changed: ${path} had 2, and now has 1`);
  rmSync(path);
  await expect(readInputs(value)).rejects.toThrow('ENOENT');
});

test('what cannot be inputs is refused with what to type', () => {
  const folder = folderOf({ 'large.txt': '' });
  truncateSync(join(folder, 'large.txt'), mostInputBytes + 1);
  const refusal = (name: string) => findInputs(join(folder, name)).refusal;
  expect(refusal('none.txt')?.problem).toBe(`names no file: there is no ${join(folder, 'none.txt')}`);
  expect(refusal('data/')?.remedy).toBe(`to take its files: --inputs '${folder}/data/*'`);
  expect(refusal('data/*.csv')?.problem).toMatch(/^matches no file: /);
  expect(refusal('large.txt')?.problem).toBe('names 65 MB');
});
