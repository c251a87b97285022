import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ownFiles } from '../../source/host/own-files.ts';
import { temporaryFolder } from '../helpers/folder.ts';

test('a path becomes folders and modules, through links as well, and nothing else', async () => {
  const folder = `${temporaryFolder()}/`;
  mkdirSync(join(folder, 'work'));
  for (const name of ['a.mjs', 'a.txt', '.a.mjs']) writeFileSync(join(folder, name), '');
  symlinkSync('work', join(folder, 'link'));
  symlinkSync('a.txt', join(folder, 'link.mjs'));
  symlinkSync('nowhere.mjs', join(folder, 'dangling.mjs'));
  symlinkSync('circle.mjs', join(folder, 'circle.mjs'));
  const named = (...names: string[]) => names.map((name) => folder + name);
  expect(await ownFiles.complete(folder)).toEqual({
    text: folder,
    matches: named('a.mjs', 'link.mjs', 'link/', 'work/'),
    problem: null,
  });
  expect(await ownFiles.complete(`${folder}.`)).toMatchObject({ matches: named('.a.mjs') });
  expect(await ownFiles.complete(`${folder}l`)).toMatchObject({ text: `${folder}link` });
});

test('a folder that cannot be read says why; one that is not there has no matches', async () => {
  const folder = temporaryFolder();
  symlinkSync('circle', join(folder, 'circle'));
  writeFileSync(join(folder, 'file'), '');
  const circle = join(folder, 'circle/x');
  expect(await ownFiles.complete(circle)).toEqual({
    text: circle,
    matches: [],
    problem: expect.stringMatching(/^ELOOP: /),
  });
  for (const name of ['nowhere/x', 'file/x'])
    expect(await ownFiles.complete(join(folder, name))).toMatchObject({ matches: [], problem: null });
});
