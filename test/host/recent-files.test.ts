import { readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { noModule } from '../../source/catalog/module-word.ts';
import { readLastChoice, rememberChoice } from '../../source/host/last-choice.ts';
import { recentFiles, rememberFile } from '../../source/host/recent-files.ts';
import { temporaryFolder } from '../helpers/folder.ts';

/** A folder of modules by the names given, and a home in which nothing is remembered. */
function modules(...names: string[]): string[] {
  const folder = temporaryFolder();
  vi.stubEnv('XDG_DATA_HOME', join(folder, 'data'));
  const paths = names.map((name) => join(folder, name));
  for (const path of paths) writeFileSync(path, '');
  return paths;
}

const open = (module: string, name: string | null = null) => rememberFile({ module, export: name });

afterEach(() => vi.unstubAllEnvs());

test('the ten files that were opened last are kept, the latest first, none twice', () => {
  const paths = modules(...Array.from({ length: 12 }, (_, at) => `${at}.mjs`));
  for (const path of paths) open(path);
  expect(recentFiles()).toEqual(paths.slice(2).reverse());
  open(paths[5]!);
  expect(recentFiles()).toEqual([
    paths[5],
    ...paths
      .slice(2)
      .reverse()
      .filter((path) => path !== paths[5]),
  ]);
});

test('each export that was named is a way to open a file, and none outlives it', () => {
  const [path, other] = modules('a.mjs', 'b#c.mjs');
  open(path!);
  open(path!, 'resize');
  open(other!);
  expect(recentFiles()).toEqual([other, `${path}#resize`, path]);
  rmSync(path!);
  expect(recentFiles()).toEqual([other]);
});

test('a built-in workload is no file', () => {
  modules();
  rememberFile(noModule);
  expect(recentFiles()).toEqual([]);
});

test('a file that is gone, or a circle of links in its place, is not among them', () => {
  const paths = modules('a.mjs', 'b.mjs', 'c.mjs');
  for (const path of paths) open(path);
  rmSync(paths[0]!);
  rmSync(paths[1]!);
  symlinkSync(paths[1]!, paths[1]!);
  expect(recentFiles()).toEqual([paths[2]]);
});

test('a home that cannot be written to costs the memory only', () => {
  const [path] = modules('a.mjs');
  const home = join(temporaryFolder(), 'file');
  writeFileSync(home, '');
  vi.stubEnv('XDG_DATA_HOME', home);
  open(path!);
  expect(recentFiles()).toEqual([]);
  rememberChoice({ model: 'async', workload: 'wait' });
  expect(readLastChoice()).toEqual({});
});

test.each(['', '{', '{}', '[1]'])('a file that holds %j is as good as none', (text) => {
  const [path] = modules('a.mjs');
  open(path!);
  const folder = join(process.env.XDG_DATA_HOME!, 'heddle');
  expect(readdirSync(folder)).toEqual(['recent-files.json']);
  writeFileSync(join(folder, 'recent-files.json'), text);
  expect(recentFiles()).toEqual([]);
});
