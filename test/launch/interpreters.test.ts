import { linkSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { chooseInterpreter, findInterpreters } from '../../source/launch/interpreters.ts';
import { fake, file, machine, script, venv, wasAsked } from './helpers/interpreters.ts';

/** Where interpreters are looked for, in what order, and what is said of one that does not do. */

test('an environment, then the PATH, then pyenv, then uv; versions as numbers', async () => {
  const { root, home, work, env, cwd } = machine();
  fake(join(home, '.local/share/uv/python/cpython-3.12.4-linux/bin/python3'), '3.12.4');
  fake(join(home, '.pyenv/versions/3.9.18/bin/python3'), '3.9.18');
  fake(join(home, '.pyenv/versions/3.10.13/bin/python3'), '3.10.13');
  fake(join(root, 'two/python3.9'), '3.9.1');
  fake(join(root, 'one/python3.14t'), '3.14.1', { free: true });
  fake(join(root, 'one/python3.14'), '3.14.0');
  fake(join(root, 'two/python3.10'), '3.10.1');
  fake(join(root, 'one/python'), '3.8.5');
  fake(join(root, 'two/python3'), '3.11.2');
  venv(join(home, 'project/venv'), '3.13.1');
  venv(join(work, '.venv'), '3.13.2');
  const active = { ...env, VIRTUAL_ENV: join(home, 'active') };
  venv(active.VIRTUAL_ENV, '3.12.9');

  file(join(home, 'project/pyproject.toml'), '');
  const found = await findInterpreters({ near: work }, { env: active, cwd });
  expect(found.map(({ version, origin, lock }) => [version, origin, lock])).toEqual([
    ['3.12.9', 'VIRTUAL_ENV', 'shared'],
    ['3.13.2', 'venv', 'shared'],
    ['3.13.1', 'venv', 'shared'],
    ['3.11.2', 'path', 'shared'],
    ['3.8.5', 'path', 'shared'],
    ['3.14.0', 'path', 'shared'],
    ['3.14.1', 'path', 'none'],
    ['3.10.1', 'path', 'shared'],
    ['3.9.1', 'path', 'shared'],
    ['3.10.13', 'pyenv', 'shared'],
    ['3.9.18', 'pyenv', 'shared'],
    ['3.12.4', 'uv', 'shared'],
  ]);
});

test('one that many names lead to comes once, an environment of it once more, as the link that it is', async () => {
  const { root, work, env, cwd } = machine();
  const real = fake(join(root, 'lib/python3.11'), '3.11.2');
  for (const link of ['one/python3', 'one/python', 'two/python3.11']) {
    mkdirSync(dirname(join(root, link)), { recursive: true });
    symlinkSync(real, join(root, link));
  }
  file(join(work, '.venv/pyvenv.cfg'), '');
  mkdirSync(join(work, '.venv/bin'));
  symlinkSync(real, join(work, '.venv/bin/python'));
  const found = await findInterpreters({ near: work }, { env, cwd });
  expect(found.map(({ path }) => path)).toEqual([join(work, '.venv/bin/python'), join(root, 'one/python3')]);
});

test('one that is installed under two names comes once', async () => {
  const { root, env, cwd } = machine();
  const first = fake(join(root, 'one/python3.13t'), '3.13.5');
  linkSync(first, join(root, 'one/python3.13'));
  symlinkSync('python3.13', join(root, 'one/python3'));
  const found = await findInterpreters({}, { env, cwd });
  expect(found.map(({ path }) => path)).toEqual([join(root, 'one/python3')]);
});

test('only one is asked where nobody names another', async () => {
  const { root, env, cwd } = machine();
  const first = fake(join(root, 'one/python3'), '3.11.2');
  const second = fake(join(root, 'two/python3'), '3.12.2');
  expect((await chooseInterpreter({}, { env, cwd })).value).toMatchObject({ path: first, origin: 'path' });
  expect([wasAsked(first), wasAsked(second)]).toEqual([1, 0]);
});

test('without a project above it, only environments beside the file are looked into', async () => {
  const { root, env, cwd } = machine();
  const near = join(root, 'elsewhere/deep');
  venv(join(root, 'elsewhere/.venv'), '3.12.0');
  fake(join(root, 'one/python3'), '3.11.2');
  expect((await chooseInterpreter({ near }, { env, cwd })).value?.origin).toBe('path');
  const beside = venv(join(near, 'venv'), '3.12.0');
  expect((await chooseInterpreter({ near }, { env, cwd })).value).toMatchObject({
    path: beside,
    origin: 'venv',
  });
});

test('PYTHON_GIL=1 puts the lock into a build that can do without', async () => {
  const { root, env, cwd } = machine();
  fake(join(root, 'one/python3'), '3.14.0', { free: true });
  const lockOf = async (gil: string) =>
    (await chooseInterpreter({}, { env: { ...env, PYTHON_GIL: gil }, cwd })).value?.lock;
  expect([await lockOf('0'), await lockOf('1')]).toEqual(['none', 'shared']);
});

describe('pyenv', () => {
  const withPyenv = () => {
    const { root, home, env, ...rest } = machine();
    const versions = join(home, '.pyenv/versions');
    const shims = join(home, '.pyenv/shims');
    for (const version of ['3.9.18', '3.10.13', '3.10.2']) {
      fake(join(versions, version, 'bin/python3'), version);
      fake(join(versions, version, `bin/python${version.replace(/\.\d+$/, '')}`), version);
    }
    for (const name of ['python3', 'python3.9', 'python3.10']) script(join(shims, name), 'exit 127');
    return { ...rest, home, env: { ...env, PATH: `${shims}${delimiter}${env.PATH}` } };
  };
  const chosen = async (asked: string | undefined, { env, cwd }: { env: NodeJS.ProcessEnv; cwd: string }) => {
    const { value, refusal } = await chooseInterpreter({ asked }, { env, cwd });
    return value ? value.version : refusal.problem;
  };

  test('a shim is what it starts: PYENV_VERSION, .python-version, the global one', async () => {
    const { home, work, env, cwd } = withPyenv();
    file(join(home, '.pyenv/version'), '3.9.18\n');
    expect(await chosen(undefined, { env, cwd })).toBe('3.9.18');
    file(join(work, '.python-version'), '# mine\n3.10\n');
    expect(await chosen(undefined, { env, cwd })).toBe('3.10.13');
    expect(await chosen('python3', { env: { ...env, PYENV_VERSION: '3.10.2' }, cwd })).toBe('3.10.2');
  });

  test('a version that is not chosen is found by its name and by its number', async () => {
    const { home, env, cwd } = withPyenv();
    file(join(home, '.pyenv/version'), '3.9.18\n');
    expect(await chosen('python3.10', { env, cwd })).toBe('3.10.13');
    expect(await chosen('3.10.2', { env, cwd })).toBe('3.10.2');
  });

  test('without a version that is there', async () => {
    const { env, cwd } = withPyenv();
    const missing = { env: { ...env, PYENV_VERSION: '3.7.1' }, cwd };
    expect(await chosen('python3', missing)).toMatch(
      /shims\/python3\), which is a pyenv shim, and its version 3\.7\.1 \(from PYENV_VERSION\) is not installed$/,
    );
    // Nobody named the shim: the next one that works is taken.
    expect(await chosen(undefined, missing)).toBe('3.10.13');
    expect(await chosen('python3', { env, cwd })).toBe('3.10.13');
  });
});
