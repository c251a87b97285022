import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { createKeeper } from '../../source/host/cache.ts';

function emptyFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-keeper-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

test('what was written is read, by another keeper as well; the latest counts, and no other file is left', () => {
  const folder = join(emptyFolder(), 'not', 'there', 'yet');
  createKeeper(folder).write('table', { a: 1 });
  createKeeper(folder).write('table', { a: [2, null] });
  expect(createKeeper(folder).read('table')).toEqual({ a: [2, null] });
  expect(readdirSync(folder)).toEqual(['table.json']);
});

test('nothing kept is null', () => {
  expect(createKeeper(emptyFolder()).read('table')).toBeNull();
});

test.each(['', '{', 'null', '[]', '{"schema":2,"value":1}', '{"value":1}', '\u0000'])(
  'a file that holds %j is as good as none',
  (text) => {
    const folder = emptyFolder();
    writeFileSync(join(folder, 'table.json'), text);
    expect(createKeeper(folder).read('table')).toBeNull();
  },
);

test('where nothing can be written, writing costs the memory only', () => {
  const folder = emptyFolder();
  writeFileSync(join(folder, 'file'), '');
  const keeper = createKeeper(join(folder, 'file'));
  expect(() => keeper.write('table', 1)).not.toThrow();
  expect(keeper.read('table')).toBeNull();
});

test('a value that cannot take its place leaves no half-written file', () => {
  const folder = emptyFolder();
  mkdirSync(join(folder, 'table.json', 'in-the-way'), { recursive: true });
  createKeeper(folder).write('table', 1);
  expect(readdirSync(folder)).toEqual(['table.json']);
});

test('a name cannot lead out of the folder', () => {
  const keeper = createKeeper(emptyFolder());
  for (const name of ['../x', 'a/b', '', 'A', '.x']) {
    expect(() => keeper.read(name)).toThrow(TypeError);
    expect(() => keeper.write(name, 1)).toThrow(TypeError);
  }
});

test('it names the machine', () => {
  expect(createKeeper(emptyFolder()).machine).toMatch(/\w, \w/);
});
