import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inFlags } from '../../source/catalog/refusal.ts';
import { findWork } from '../../source/launch/find-work.ts';
import { findInterpreters } from '../../source/launch/interpreters.ts';
import { temporaryFolder } from '../helpers/folder.ts';

const [interpreter] = await findInterpreters({});
const python = interpreter?.path ?? '';

/** What is said of a file, or the names of the bodies that it has. */
async function read(name: string, content: string | Buffer, word = name) {
  const folder = temporaryFolder();
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
  const found = await findWork(join(folder, word), { python }, []);
  return found.refusal ? inFlags(found.refusal).replaceAll(`${folder}/`, '') : found.value.workload.bodies;
}

describe.skipIf(!interpreter)(interpreter ? `files for ${python}` : 'no CPython on this machine', () => {
  test.each<[name: string, content: string, says: RegExp]>([
    ['syntax.py', 'def task(index):\n    return index +\n', /SyntaxError: .* \(syntax\.py:2\)/],
    [
      'raises.py',
      'def f():\n    return 1 / 0\n\n\nf()\n',
      /ZeroDivisionError: division by zero \(raises\.py:2\)/,
    ],
    ['exits.py', 'import sys\nsys.exit(3)\n', /it called sys\.exit\(3\) \(exits\.py:2\); .*__name__/],
    ['asks.py', 'input("name? ")\n', /asks for input while it is loaded \(asks\.py:1\); .*__name__/],
    [
      'needs.py',
      'import no_such_package.part\n',
      /needs the package no_such_package, which Python [\d.]+ has not \(needs\.py:1\); install it: .* -m pip install no_such_package/,
    ],
    ['empty.py', '', /defines no function .*; write `def task\(index\): …`$/],
    [
      'several.py',
      'def one(i): pass\ndef two(i): pass\n',
      /none of them named task; name one: several\.py#one/,
    ],
    ['yields.py', 'def task(index):\n    yield index\n', /has `yield` in its function task/],
    [
      'note.ipynb',
      '{}',
      /note\.ipynb is a notebook, .*; write its code to one: jupyter nbconvert --to script/,
    ],
    ['win.pyw', 'def task(index): pass\n', /win\.pyw is not a Python file; its name must end in \.py$/],
  ])('%s: one line that says what is wrong, where, and what to do', async (name, content, says) => {
    const said = await read(name, content);
    expect(said).toMatch(says);
    expect(said).not.toContain('\n');
  });

  test('a function that is not there is refused with those that are', async () => {
    const content = 'def one(index):\n    return index\n';
    expect(await read('one.py', content, 'one.py#three')).toMatch(/does not define three; it defines one$/);
  });

  test('a file is meant by its name without the ending, or with a slip', async () => {
    const content = 'def task(index):\n    return index\n';
    expect(await read('resize.py', content, 'resize')).toMatch(/did you mean .*resize\.py\?$/);
    expect(await read('resize.py', content, 'rezise.py')).toMatch(/did you mean .*resize\.py\?$/);
  });

  // Each is loaded as Python itself would.
  test.each<[what: string, name: string, content: string | Buffer]>([
    ['a mark of its encoding and Windows lines', 'bom.py', '\ufeffdef task(index):\r\n    return index\r\n'],
    [
      'another encoding',
      'latin.py',
      Buffer.from('# coding: latin-1\ndef task(index):\n    return "\xe9"\n', 'latin1'),
    ],
    ['a name of the standard library', 'random.py', 'import queue\ndef task(index):\n    return index\n'],
    ['a name with dashes and spaces', 'my own-work.py', 'def task(index):\n    return index\n'],
    [
      'what it prints while it is loaded',
      'prints.py',
      'print("hello")\ndef task(index):\n    return index\n',
    ],
  ])('a file with %s is none the worse', async (_, name, content) => {
    expect(await read(name, content)).toEqual(['run']);
  });
});
