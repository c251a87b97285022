import { expect, test } from 'vitest';
import type { Interpreter, Survey } from '../../source/catalog/interpreters.ts';
import { runtimeLines, runtimesDocument } from '../../source/plain/runtimes.ts';
import { faultsOf } from '../helpers/schemas.ts';

const host = { version: '24.21.0', path: '/usr/bin/node', platform: 'linux' } as const;
const system: Interpreter = { path: '/usr/bin/python3', version: '3.9.18', lock: 'shared', origin: 'path' };
const free: Interpreter = { path: '/uv/bin/python3', version: '3.14.0', lock: 'none', origin: 'uv' };
const old = {
  path: '/home/ada/work/.venv/bin/python',
  version: '3.7.16',
  origin: 'venv',
  problem: 'is Python 3.7.16, and Heddle needs 3.8 or newer',
} as const;
const silent = {
  path: '/x/python',
  version: null,
  origin: 'path',
  problem: 'is not a Python interpreter',
} as const;
const none: Survey = { usable: [], unusable: [], usual: null };

const textOf = (survey: Survey) => runtimeLines(host, survey).join('\n');

test('what can be used, and what differs', () => {
  expect(textOf({ usable: [system, free], unusable: [], usual: system })).toBe(
    `Runtimes

  runtime          lock                     start method  found        path
  Node.js 24.21.0  no lock                  spawn         runs Heddle  /usr/bin/node
  Python 3.9.18    one lock (GIL)           fork          PATH         /usr/bin/python3
  Python 3.14.0    no lock (free-threaded)  forkserver    uv           /uv/bin/python3

  Python files in this folder run on Python 3.9.18 (/usr/bin/python3). To
  choose another one, use --python 3.14 or --python PATH.
  With one lock (GIL), one thread at a time runs Python code. In Node.js,
  threads run in parallel.`,
  );
});

test('what cannot, and why; an environment that is broken', () => {
  expect(textOf({ usable: [system], unusable: [old, silent], usual: null })).toContain(
    `
  The environment of this folder cannot be used. Choose another Python with
  --python 3.9 or --python PATH.
  With one lock (GIL), one thread at a time runs Python code. In Node.js,
  threads run in parallel.
  The model "interpreters" needs Python 3.14 or newer.

Cannot be used

  /home/ada/work/.venv/bin/python is Python 3.7.16, and Heddle needs 3.8 or
    newer
  /x/python is not a Python interpreter`,
  );
});

test('no Python: what to do', () => {
  expect(textOf(none)).toMatch(
    /\n {2}No Python can be used: install CPython 3\.8 or newer, or name an interpreter:\n.*--python PATH\.$/,
  );
});

test.each([
  ['none', none],
  ['some', { usable: [system, free], unusable: [old, silent], usual: free }],
])('the document: %s', (_, survey) => {
  const document = runtimesDocument(host, survey, '1.2.3');
  expect(faultsOf('runtimes', document)).toEqual([]);
  expect(document.runtimes.map(({ startMethod }) => startMethod)).toEqual(
    survey.usable.length === 0 ? [null] : [null, 'fork', 'forkserver'],
  );
});
