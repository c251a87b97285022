import { existsSync, lstatSync, readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import os from 'node:os';
import { basename, delimiter, dirname, join, resolve } from 'node:path';
import type { Origin } from '../catalog/interpreters.ts';
import { compareVersions } from '../catalog/runtimes/python-version.ts';

/** A file that may be an interpreter. */
export type Place = {
  readonly path: string;
  readonly origin: Origin;
  /** Why it runs nothing, known without a try: the rest of a sentence that begins with the path. */
  readonly problem?: string;
};

/** Where one looks from: the environment, and the folder that relative paths begin at. */
export type Around = { readonly env: NodeJS.ProcessEnv; readonly cwd: string };

const windows = process.platform === 'win32';
const programs = windows ? ['python.exe'] : ['python3', 'python'];
const programsOfVenv = windows
  ? [join('Scripts', 'python.exe')]
  : [join('bin', 'python'), join('bin', 'python3')];
const programsOfInstall = windows ? ['python.exe'] : [join('bin', 'python3'), join('bin', 'python')];
const versioned = /^python(3\.\d+)(t?)(?:\.exe)?$/;

export const homeOf = ({ env }: Around) => env.HOME ?? env.USERPROFILE ?? os.homedir();
const pyenvRoot = (around: Around) => around.env.PYENV_ROOT ?? join(homeOf(around), '.pyenv');

/**
 * Where interpreters may be, the best place first: an environment, then what a shell would start, then what pyenv and
 * uv have installed. `near`: the folder of the file that is to run. Each interpreter comes once.
 */
export function* placesOf(around: Around, near: string | null): Generator<Place> {
  const seen = new Set<string>();
  for (const place of everyPlace(around, near)) {
    const id = interpreterId(place.path);
    if (seen.has(id)) continue;
    seen.add(id);
    yield place;
  }
}

function* everyPlace(around: Around, near: string | null): Generator<Place> {
  const { VIRTUAL_ENV: active } = around.env;
  if (active) yield { path: programIn(active, programsOfVenv), origin: 'VIRTUAL_ENV' };
  if (near !== null) yield* venvsAbove(near, homeOf(around));
  for (const name of programs) yield* onPath(name, around);
  for (const name of versionedNames(around)) yield* onPath(name, around);
  yield* installs(join(pyenvRoot(around), 'versions'), 'pyenv');
  yield* installs(uvFolder(around), 'uv');
}

/** The files of that name on the PATH, those of its first folder first. A shim of pyenv's is what it would start. */
export function* onPath(name: string, around: Around): Generator<Place> {
  for (const folder of pathFolders(around)) {
    const path = join(folder, name);
    if (!isFile(path)) continue;
    const place =
      folder === join(pyenvRoot(around), 'shims')
        ? behindShim(path, around)
        : ({ path, origin: 'path' } as const);
    if (place) yield place;
  }
}

/** The interpreter of an environment or of an installation, whether it is there or not. */
export function programIn(
  folder: string,
  names: readonly string[] = [...programsOfVenv, ...programsOfInstall],
): string {
  const paths = names.map((name) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? paths[0]!;
}

/** Whether it is the same interpreter with the same packages: an environment is one of its own. */
export function interpreterId(path: string): string {
  const venv = [dirname(dirname(path)), dirname(path)].find((folder) =>
    existsSync(join(folder, 'pyvenv.cfg')),
  );
  const real = realPath(venv ?? path);
  if (venv !== undefined) return real;
  // A program that is many, by the name it is called with, is another one under each.
  if (!basename(real).startsWith('python')) return path;
  // Builds without the lock are installed as python3.13 and python3.13t, which are one file.
  const file = statSync(real, { throwIfNoEntry: false });
  return file ? join(dirname(real), String(file.ino)) : real;
}

/**
 * The environments beside a file and in the folders above it, up to the one that holds its project. Without a project
 * or a home above it the file's own folder is the only one that is looked into: what others have put further up, in a
 * folder for temporary files, say, must not be run.
 */
function* venvsAbove(near: string, home: string): Generator<Place> {
  const folders = foldersAbove(resolve(near));
  const last = folders.findIndex(
    (folder) => folder === home || marks.some((mark) => existsSync(join(folder, mark))),
  );
  for (const folder of folders.slice(0, Math.max(last, 0) + 1)) {
    for (const name of ['.venv', 'venv']) {
      const venv = join(folder, name);
      if (existsSync(join(venv, 'pyvenv.cfg')))
        yield { path: programIn(venv, programsOfVenv), origin: 'venv' };
    }
  }
}

/** What a folder holds that is the root of a project. */
const marks = ['pyproject.toml', '.git'];

function foldersAbove(folder: string): string[] {
  const parent = dirname(folder);
  return parent === folder ? [folder] : [folder, ...foldersAbove(parent)];
}

function pathFolders({ env, cwd }: Around): string[] {
  const folders = (env.PATH ?? env.Path ?? '').split(delimiter).filter((folder) => folder !== '');
  return [...new Set(folders.map((folder) => resolve(cwd, folder)))];
}

/** `python3.13`, `python3.12` …: what there is on the PATH, the newest first; builds without the lock behind the others. */
function versionedNames(around: Around): string[] {
  const names = new Set(
    pathFolders(around)
      .flatMap(namesIn)
      .filter((name) => versioned.test(name)),
  );
  const partsOf = (name: string) => versioned.exec(name) as unknown as [string, version: string, t: string];
  return [...names].sort((a, b) => {
    const [[, mine, free], [, other, otherFree]] = [partsOf(a), partsOf(b)];
    return compareVersions(other, mine) || free.length - otherFree.length;
  });
}

/** The interpreters of a folder that holds one installation per folder, the newest first. */
function* installs(folder: string, origin: Origin): Generator<Place> {
  const versionOf = (name: string) => /\d+(\.\d+)+/.exec(name)?.[0] ?? '0';
  const names = namesIn(folder).sort(
    (a, b) => compareVersions(versionOf(b), versionOf(a)) || a.localeCompare(b),
  );
  for (const name of names) {
    const path = programIn(join(folder, name), programsOfInstall);
    if (isFile(path)) yield { path, origin };
  }
}

function uvFolder(around: Around): string {
  const { UV_PYTHON_INSTALL_DIR, XDG_DATA_HOME, APPDATA } = around.env;
  if (UV_PYTHON_INSTALL_DIR) return resolve(around.cwd, UV_PYTHON_INSTALL_DIR);
  if (windows && APPDATA) return join(APPDATA, 'uv', 'data', 'python');
  return join(XDG_DATA_HOME || join(homeOf(around), '.local', 'share'), 'uv', 'python');
}

/**
 * What a shim of pyenv's starts: a script, the same for all, that asks for the version which PYENV_VERSION, the next
 * .python-version or the global file name. It is read here: the script takes seven times as long as Python itself.
 * Null: another command of that name comes later on the PATH.
 */
function behindShim(path: string, around: Around): Place | null {
  const root = pyenvRoot(around);
  const name = basename(path);
  const [chosen, by] = pyenvChoice(around, root);
  for (const version of chosen) {
    if (version === 'system') return null;
    const folder = installed(join(root, 'versions'), version);
    if (folder === null)
      return {
        path,
        origin: 'path',
        problem: `is a pyenv shim, and its version ${version} (${by}) is not installed`,
      };
    const program = join(folder, 'bin', name);
    if (isFile(program)) return { path: program, origin: 'path' };
  }
  // Other versions may have it: those are found where pyenv keeps them.
  return null;
}

/** The versions that are chosen, the first that has a command is taken, and what chose them. */
function pyenvChoice({ env, cwd }: Around, root: string): [versions: string[], by: string] {
  if (env.PYENV_VERSION) return [env.PYENV_VERSION.split(':'), 'from PYENV_VERSION'];
  const files = [
    ...foldersAbove(cwd).map((folder) => join(folder, '.python-version')),
    join(root, 'version'),
  ];
  for (const file of files) {
    const versions = textOf(file)
      .split(/\s+/)
      .filter((word) => word !== '' && !word.startsWith('#'));
    if (versions.length > 0) return [versions, `from ${file}`];
  }
  return [['system'], 'as nothing is chosen'];
}

/** Its folder; `3.12` is the newest of them. */
function installed(versions: string, version: string): string | null {
  const name = version.replace(/^python-/, '');
  const newest = namesIn(versions)
    .filter((one) => one === name || one.startsWith(`${name}.`))
    .sort((a, b) => compareVersions(b, a))[0];
  return newest === undefined ? null : join(versions, newest);
}

/** Whether something is there that is no folder: also a link to nothing, which says so when it is tried. */
function isFile(path: string): boolean {
  const stat = statSync(path, { throwIfNoEntry: false }) ?? lstatSync(path, { throwIfNoEntry: false });
  return stat !== undefined && !stat.isDirectory();
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** The file behind all links; of what is not there the path itself. */
export function realPath(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    return path;
  }
}
