import { chmodSync, existsSync, mkdirSync, symlinkSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { expect, test } from 'vitest';
import { inFlags } from '../../source/catalog/refusal.ts';
import { chooseInterpreter, surveyInterpreters } from '../../source/launch/interpreters.ts';
import { fake, file, machine, script, venv } from './helpers/interpreters.ts';

/** What is said of an interpreter that does not do: all of it in one line, and what to type instead. */

/** A machine with one Python that does, and files that do not. */
function withBadOnes() {
  const { root, ...rest } = machine();
  fake(join(root, 'one/python3'), '3.11.2');
  fake(join(root, 'one/pypy3'), '3.10.14', { implementation: 'pypy' });
  fake(join(root, 'one/oil'), '3.12.0', { implementation: 'oilpython' });
  fake(join(root, 'one/python2.7'), '2.7.18');
  fake(join(root, 'one/python3.7'), '3.7.16');
  script(join(root, 'one/chatty'), 'echo python 3.12.0');
  script(join(root, 'one/silent'), 'exit 0');
  script(join(root, 'one/work.py'), 'touch "$0.ran"');
  file(
    join(root, 'one/text'),
    'echo \'{"version": "3.12.0", "implementation": "cpython", "free": false}\'\n',
  );
  chmodSync(join(root, 'one/text'), 0o755);
  file(join(root, 'one/readonly'), '#!/bin/sh\n');
  symlinkSync(join(root, 'gone'), join(root, 'one/dangling'));
  mkdirSync(join(root, 'one/folder'));
  return { root, ...rest };
}

const instead = 'use another one, such as --python 3.11';

test.each([
  ['./none', '(HERE/none), which does not exist'],
  ['none', 'and there is no such command on your PATH'],
  ['pypy3', '(ROOT/one/pypy3), which is PyPy (Python 3.10.14), and Heddle runs CPython'],
  ['oil', '(ROOT/one/oil), which is oilpython (Python 3.12.0), and Heddle runs CPython'],
  ['python3.7', '(ROOT/one/python3.7), which is Python 3.7.16, and Heddle needs 3.8 or newer'],
  ['3.7', '(ROOT/one/python3.7), which is Python 3.7.16, and Heddle needs 3.8 or newer'],
  ['python2.7', '(ROOT/one/python2.7), which is Python 2.7.18, and Heddle needs 3.8 or newer'],
  ['chatty', '(ROOT/one/chatty), which is not a Python interpreter'],
  ['silent', '(ROOT/one/silent), which is not a Python interpreter'],
  ['work.py', '(ROOT/one/work.py), which is a Python file, not an interpreter'],
  ['text', '(ROOT/one/text), which is not a Python interpreter'],
  ['readonly', '(ROOT/one/readonly), which is not an executable file'],
  ['dangling', '(ROOT/one/dangling), which is a link to ROOT/gone, which does not exist'],
  ['ROOT/one/folder', 'which is a folder without an interpreter'],
])('--python %s', async (word, problem) => {
  const { root, env, cwd } = withBadOnes();
  const asked = word.replace('ROOT', root);
  const { refusal } = await chooseInterpreter({ asked }, { env, cwd });
  const told = `--python is ${word}${problem.startsWith('(') ? ' ' : ', '}${problem}; ${instead}`;
  expect(refusal?.field).toBe('python');
  expect(inFlags(refusal!).replaceAll(cwd, 'HERE').replaceAll(root, 'ROOT')).toBe(told);
  expect(existsSync(join(root, 'one/work.py.ran'))).toBe(false);
});

test('a version that is not there: which ones are, each once, the newest first', async () => {
  const { root, env, cwd } = machine();
  const refusalOf = async (asked: string) => (await chooseInterpreter({ asked }, { env, cwd })).refusal;
  expect(await refusalOf('3.14')).toEqual({
    field: 'python',
    problem: 'is 3.14, and no such Python was found',
    remedy: 'install CPython 3.8 or newer, or name an interpreter: --python PATH',
  });
  fake(join(root, 'one/python3.9'), '3.9.18');
  fake(join(root, 'two/python3.9'), '3.9.18');
  fake(join(root, 'one/python3'), '3.13.0');
  fake(join(root, 'one/python3.1'), '3.1.0');
  fake(join(root, 'one/python3.7'), '3.7.16');
  expect((await refusalOf('3.14'))?.remedy).toBe('found: 3.13.0, 3.9.18 (heddle list --runtimes)');
  expect((await refusalOf('3.13.1'))?.problem).toBe('is 3.13.1, and no such Python was found');
  expect((await refusalOf('3.13t'))?.problem).toBe(
    'is 3.13t, and no Python 3.13 without the lock (free-threaded) was found',
  );
  expect((await refusalOf('3.1'))?.problem).toMatch(
    /python3\.1\), which is Python 3\.1\.0, and Heddle needs 3\.8 or newer$/,
  );
  expect((await refusalOf('3.7'))?.problem).toMatch(
    /python3\.7\), which is Python 3\.7\.16, and Heddle needs/,
  );
});

test('a build without the lock is taken for its version where there is no other', async () => {
  const { root, env, cwd } = machine();
  const free = fake(join(root, 'one/python3.14t'), '3.14.0', { free: true });
  const chosen = async (asked: string) => (await chooseInterpreter({ asked }, { env, cwd })).value?.path;
  expect(await chosen('3.14')).toBe(free);
  const usual = fake(join(root, 'two/python3.14'), '3.14.0');
  expect([await chosen('3.14'), await chosen('3.14t')]).toEqual([usual, free]);
});

test('no Python at all', async () => {
  const { env, cwd } = machine();
  expect((await chooseInterpreter({}, { env, cwd })).refusal).toEqual({
    field: 'interpreter',
    problem: 'no Python was found',
    remedy: 'install CPython 3.8 or newer, or name an interpreter: --python PATH',
  });
});

test('one on the PATH that does not do is passed over; an environment is not: its packages would be missing', async () => {
  const { root, work, env, cwd } = machine();
  fake(join(root, 'one/python3'), '3.6.9');
  fake(join(root, 'two/python3'), '3.11.2');
  const choose = (more: NodeJS.ProcessEnv = {}) =>
    chooseInterpreter({ near: work }, { env: { ...env, ...more }, cwd });
  expect((await choose()).value?.version).toBe('3.11.2');
  venv(join(work, '.venv'), '3.7.1');
  expect((await choose()).refusal?.problem).toMatch(
    /\.venv\/bin\/python is Python 3\.7\.1, and Heddle needs/,
  );
  expect((await choose({ VIRTUAL_ENV: join(root, 'gone') })).refusal).toEqual({
    field: 'interpreter',
    problem: `${join(root, 'gone/bin/python')} (from VIRTUAL_ENV) does not exist`,
    remedy: instead,
  });
});

test('a folder is the interpreter in it; a file of the environment is found from home', async () => {
  const { home, work, env, cwd } = machine();
  const path = venv(join(work, 'own'), '3.12.0');
  for (const asked of ['own', './own', '~/project/deep/own', path]) {
    expect((await chooseInterpreter({ asked }, { env: { ...env, HOME: home }, cwd })).value).toEqual({
      path,
      version: '3.12.0',
      lock: 'shared',
      origin: 'asked',
    });
  }
});

test('the survey has those that do not do, with the reason', async () => {
  const { root, env, cwd } = machine();
  fake(join(root, 'one/python3'), '3.11.2');
  fake(join(root, 'one/python3.7'), '3.7.16');
  script(join(root, 'two/python3'), 'exit 1');
  const { usable, unusable } = await surveyInterpreters(
    {},
    { env: { ...env, PATH: `${env.PATH}${delimiter}` }, cwd },
  );
  expect(usable.map(({ version }) => version)).toEqual(['3.11.2']);
  expect(unusable).toEqual([
    {
      path: join(root, 'two/python3'),
      origin: 'path',
      version: null,
      problem: 'is not a Python interpreter',
    },
    {
      path: join(root, 'one/python3.7'),
      origin: 'path',
      version: '3.7.16',
      problem: 'is Python 3.7.16, and Heddle needs 3.8 or newer',
    },
  ]);
});
