import { existsSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { ProfileFile } from '../../source/watch/profile-file.ts';
import { temporaryFolder } from '../helpers/folder.ts';

const now = new Date(2026, 10, 28, 7, 15);

test.each([
  [
    ['node', '--inspect', '/srv/shop/server.js', '--port', '80'],
    'heddle-server-7-2026-11-28T071500.cpuprofile',
  ],
  [
    ['node', '--require', '/tsx/preflight.cjs', '--import', 'file:///tsx/loader.mjs', 'a.ts'],
    'heddle-a-7-2026-11-28T071500.cpuprofile',
  ],
  [['node', '-e', 'setTimeout(() => {}, 9)'], 'heddle-node-7-2026-11-28T071500.cpuprofile'],
  [['/usr/bin/node'], 'heddle-node-7-2026-11-28T071500.cpuprofile'],
  [['node: shop [web] ✓'], 'heddle-node-shop-web-7-2026-11-28T071500.cpuprofile'],
  [[`${'x'.repeat(300)}`], `heddle-${'x'.repeat(60)}-7-2026-11-28T071500.cpuprofile`],
  [[], 'heddle-program-7-2026-11-28T071500.cpuprofile'],
])('the profile of %j is called %s', (command, name) => {
  const file = new ProfileFile(temporaryFolder(), 7, command, now);
  file.close();
  expect(basename(file.path)).toBe(name);
});

test('a file that is there is left as it is', () => {
  const folder = temporaryFolder();
  const [one, other] = ['one', 'other'].map((text) => {
    const file = new ProfileFile(folder, 7, ['node', 'a.js'], now);
    file.add(text);
    file.close();
    return file;
  });
  expect(readFileSync(one!.path, 'utf8')).toBe('one');
  expect(readFileSync(other!.path, 'utf8')).toBe('other');
  expect(other!.path).toMatch(/-2\.cpuprofile$/);
  expect(other!.bytes).toBe(5);
});

test('what is of no use is removed', () => {
  const file = new ProfileFile(temporaryFolder(), 7, ['node', 'a.js'], now);
  file.add('{');
  file.discard();
  expect(existsSync(file.path)).toBe(false);
});
