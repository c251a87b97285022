import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { temporaryFolder } from '../../helpers/folder.ts';

/** A program that answers as an interpreter does, and notes that it was asked. */
export function fake(
  path: string,
  version: string,
  { implementation = 'cpython', free = false } = {},
): string {
  const answer = JSON.stringify({ version, implementation, free });
  return script(path, `echo asked >> "$0.log"; echo '${answer}'`);
}

export function script(path: string, text: string): string {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, `#!/bin/sh\n${text}\n`);
  chmodSync(path, 0o755);
  return path;
}

export function file(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, text);
}

/** A machine with nothing but what a test puts there: a home, and a PATH of these folders. */
export function machine() {
  const root = temporaryFolder();
  const home = join(root, 'home');
  const work = join(home, 'project', 'deep');
  mkdirSync(work, { recursive: true });
  const env: NodeJS.ProcessEnv = {
    HOME: home,
    PATH: ['one', 'two'].map((name) => join(root, name)).join(delimiter),
  };
  return { root, home, work, env, cwd: work };
}

export function venv(folder: string, version: string): string {
  file(join(folder, 'pyvenv.cfg'), '');
  return fake(join(folder, 'bin', 'python'), version);
}

/** How often a fake was started. */
export const wasAsked = (path: string) => {
  try {
    return readFileSync(`${path}.log`, 'utf8').split('\n').length - 1;
  } catch {
    return 0;
  }
};
