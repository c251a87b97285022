import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { expect, test } from 'vitest';
import { measureHandover } from '../../source/machine/handover.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { interpreters, noPython } from '../helpers/python.ts';

test.skipIf(interpreters.length === 0)(
  `a call to executors of Python takes a moment (skipped: ${noPython})`,
  async () => {
    const { path, version, lock } = interpreters[0]!;
    const { thread, process } = await measureHandover({ path, version, lock, asked: null });
    expect(thread).toBeGreaterThan(0);
    expect(process).toBeGreaterThan(thread!);
  },
);

test.skipIf(interpreters.length === 0)('no file of the folder is taken for a module of Python', async () => {
  const folder = temporaryFolder();
  for (const name of ['queue.py', 'selectors.py'])
    writeFileSync(join(folder, name), `open(${JSON.stringify(join(folder, 'ran'))}, 'w')\n`);
  const before = cwd();
  chdir(folder);
  try {
    const { path, version, lock } = interpreters[0]!;
    const { process } = await measureHandover({ path, version, lock, asked: null });
    expect(process).toBeGreaterThan(0);
    expect(existsSync(join(folder, 'ran'))).toBe(false);
  } finally {
    chdir(before);
  }
});

test('it is not known of what is no Python', async () => {
  const none = { path: '/nowhere/python3', version: '3.11.7', lock: 'shared', asked: null } as const;
  expect(await measureHandover(none)).toEqual({ thread: null, process: null });
});
