import { randomUUID } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The program as it is built; the build comes before the tests. */
export const bin = fileURLToPath(new URL('../../../dist/bin.js', import.meta.url));
if (!existsSync(bin)) throw new Error(`${bin} is missing: npm run build makes it`);

/** Absolute path of a fixture of the command line's tests. */
export const fixture = (name: string): string =>
  fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));

/** The name of the variable by which all processes of one sandbox are found. */
export const markName = 'HEDDLE_TEST_MARK';

/** A home and a temporary folder of its own for one start of Heddle: nothing is remembered, nothing is shared. */
export type Sandbox = {
  folder: string;
  env: Record<string, string>;
  /** In the environment of Heddle and of all it starts, whatever becomes of their parents, groups and sessions. */
  mark: string;
  /** Folders of runs that have not been removed. */
  runFolders(): string[];
  remove(): void;
};

/** Makes a sandbox; `env` is added to its environment, undefined takes a variable away. */
export function createSandbox(env: Record<string, string | undefined> = {}): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'heddle-test-'));
  const temporary = join(folder, 'tmp');
  mkdirSync(temporary);
  const mark = randomUUID();
  const all: Record<string, string | undefined> = {
    PATH: process.env.PATH,
    // Commands of pyenv in the PATH ask for it, by a dozen programs each.
    PYENV_ROOT: process.env.PYENV_ROOT,
    HOME: folder,
    XDG_DATA_HOME: join(folder, 'data'),
    XDG_CACHE_HOME: join(folder, 'cache'),
    TMPDIR: temporary,
    // Shared: it is the same program a hundred times.
    NODE_COMPILE_CACHE: process.env.NODE_COMPILE_CACHE,
    TERM: 'xterm-256color',
    LANG: 'C.UTF-8',
    [markName]: mark,
    ...env,
  };
  const defined = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return {
    folder,
    env: Object.fromEntries(defined),
    mark,
    runFolders: () => readdirSync(temporary).filter((name) => name.startsWith('heddle-run-')),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
