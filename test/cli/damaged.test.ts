import { execFile } from 'node:child_process';
import { cpSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../helpers/folder.ts';
import { bin } from './helpers/sandbox.ts';

/** Runs a copy of Heddle without some of its files. */
function runWithout(files: (name: string) => boolean, ...args: string[]) {
  const folder = temporaryFolder();
  const dist = join(folder, 'dist');
  cpSync(dirname(bin), dist, { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
  const names = readdirSync(dist, { recursive: true, encoding: 'utf8' });
  for (const name of names.filter(files)) rmSync(join(dist, name));
  const { promise, resolve } = Promise.withResolvers<{ code: unknown; stdout: string; stderr: string }>();
  const options = { cwd: folder, env: { PATH: process.env.PATH, HOME: folder, LANG: 'C.UTF-8' } };
  execFile(process.execPath, [join(dist, 'bin.js'), ...args], options, (error, stdout, stderr) =>
    resolve({ code: error?.code ?? 0, stdout, stderr }),
  );
  return promise;
}

test('without its engine a run says so, and what to do', async () => {
  const { code, stdout } = await runWithout((name) => name === join('engine', 'main.js'), 'run', 'wait');
  expect(code).toBe(1);
  expect(stdout).toMatch(
    /^wait under async: .*: crashed \(the engine is missing: there is no .*main\.js; install heddle again\)$/m,
  );
});

test('without its own code it is one line', async () => {
  const { code, stderr } = await runWithout((name) => /^chunk-/.test(name), 'list');
  expect(code).toBe(1);
  expect(stderr).toMatch(
    /^heddle: its own files cannot be loaded: Cannot find module .*; install it again\n$/,
  );
});
