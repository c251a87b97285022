import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, normalize } from 'node:path';
import { afterEach, expect, test, vi } from 'vitest';
import { callableOf, exportHarness } from '../../../source/host/harness-file.ts';
import { temporaryFolder } from '../../helpers/folder.ts';

afterEach(() => void vi.unstubAllEnvs());

/** Writes a file, and a harness for the function in that line of it, which is filled in; what it returns as text. */
function result(file: string, text: string, name: string, line: number, fillIn: RegExp, main = 'main') {
  const folder = temporaryFolder();
  const path = join(folder, file);
  mkdirSync(join(path, '..'), { recursive: true });
  writeFileSync(path, text);
  const { name: written, ...about } = exportHarness(
    [{ name, file: path, line }],
    { command: ['node', main], python: null },
    folder,
  );
  const harness = join(folder, written);
  writeFileSync(harness, readFileSync(harness, 'utf8').replaceAll(fillIn, '21'));
  const calls = written.endsWith('.py')
    ? ['python3', '-c', `import ${written.slice(0, -3)} as h; print(h.task(0))`]
    : [process.execPath, '-e', `import('./${written}').then(async (h) => console.log(await h.default()))`];
  const [program, ...args] = calls;
  return { ...about, returned: execFileSync(program!, args, { cwd: folder, encoding: 'utf8' }).trim() };
}

const none = { command: [], python: null };
const js = /fillIn\('\w+'\)/g;
const py = /fill_in\('\w+'\)/g;
const twice = 'const factor = () => 2;\nfunction twice(a) {\n  return a * factor();\n}\n';
const listens = "setInterval(() => {}, 1e6);\nrequire('node:http').createServer().listen(0);\n";

test.each([
  ['imports', 'lib/a.mjs', `${twice}export { twice as double };\n`, 2],
  ['imports', 'a.cjs', `${twice}module.exports = { twice };\n`, 2],
  ['imports', 'a.js', `${twice}module.exports = twice;\n`, 2],
  [
    'imports',
    'a.ts',
    'export async function twice(a: number, b = 2): Promise<number> {\n  return a * b;\n}\n',
    2,
  ],
  ['copies', 'a.cjs', twice + listens, 3],
  ['copies', 'a.mjs', twice, 3],
])('JavaScript that it %s, of %s', (way, file, text, line) => {
  expect(result(file, text, 'twice', line, js)).toMatchObject({ way, returned: '42' });
});

test.each([
  ['a.mjs', 'default', 'export default async function (a) {\n  return a * 2;\n}\n'],
  ['a.mjs', 'default', 'export default (a) =>\n  a * 2;\n'],
  ['a.cjs', 'module.exports', 'module.exports = function (a) {\n  return a * 2;\n};\n'],
])('what %s exports by default without a name, %s', (file, name, text) => {
  expect(result(file, text, name, 2, js)).toMatchObject({ way: 'imports', returned: '42' });
});

const python = 'FACTOR = 2\n\n\ndef twice(a):\n    return a * FACTOR\n';

test.each([
  ['imports', 'lib/a.py', python, 'main.py'],
  ['imports', 'a.py', `${python}\nif __name__ == '__main__':\n    raise Exception('started')\n`, 'a.py'],
  ['copies', 'a.py', `${python}\nraise Exception('started')\n`, 'a.py'],
])('Python that it %s, of %s', (way, file, text, main) => {
  expect(result(file, text, 'twice', 5, py, main)).toMatchObject({ way, returned: '42' });
});

test('a file that Python imports has the path that a person would write', () => {
  const text = 'def twice(a):\n    return twice.__code__.co_filename\n';
  const { of, returned } = result('a.py', text, 'twice', 2, py);
  expect(of).toBe('twice (a.py:2)');
  expect(normalize(returned)).toBe(returned);
});

test('a file that is there is left as it is, and the harness knows its own name', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.mjs');
  writeFileSync(file, `export ${twice.split('\n').slice(1).join('\n')}`);
  const write = () => exportHarness([{ name: 'twice', file, line: 2 }], none, folder).name;
  expect([write(), write(), write()]).toEqual(['', '-2', '-3'].map((one) => `heddle-twice${one}.mjs`));
  expect(readFileSync(join(folder, 'heddle-twice-3.mjs'), 'utf8')).toContain(
    'heddle decide ./heddle-twice-3.mjs',
  );
  expect(() => exportHarness([{ name: 'f', file: join(folder, 'gone.mjs'), line: 1 }], none, folder)).toThrow(
    /gone\.mjs cannot be read/,
  );
  writeFileSync(file, ' '.repeat(2e6 + 1));
  expect(write).toThrow(/too large/);
});

test('the interpreter of the program is named where heddle decide would take another', () => {
  vi.stubEnv('VIRTUAL_ENV', '');
  const folder = temporaryFolder();
  const environment = join(folder, '.venv');
  mkdirSync(join(environment, 'bin'), { recursive: true });
  writeFileSync(join(environment, 'pyvenv.cfg'), '');
  for (const name of ['python', 'python3']) writeFileSync(join(environment, 'bin', name), '');
  writeFileSync(join(folder, 'a.py'), python);
  const decided = (path: string) =>
    exportHarness([{ name: 'twice', file: join(folder, 'a.py'), line: 5 }], { ...none, python: path }, folder)
      .decide;
  expect(decided(join(environment, 'bin', 'python3'))).toBe('heddle decide ./heddle_twice.py');
  expect(decided('/opt/my python/bin/python3')).toBe(
    "heddle decide ./heddle_twice_2.py --python '/opt/my python/bin/python3'",
  );
  expect(readFileSync(join(folder, 'heddle_twice_2.py'), 'utf8')).toContain(
    "#   heddle decide ./heddle_twice_2.py --python '/opt/my python/bin/python3'\n",
  );
});

test('what can be called is known without writing it', () => {
  const folder = temporaryFolder();
  const file = join(folder, 'a.mjs');
  writeFileSync(file, 'export function calls() {\n  return [2, 1].sort((a, b) => a - b);\n}\n');
  const places = [
    { name: null, file, line: 2 },
    { name: 'calls', file, line: 2 },
  ].map((at) => ({ ...at }));
  const at = places[1];
  expect(callableOf({ places, ...none }, folder)).toMatchObject({
    ...{ at, way: 'imports', inputs: [], word: './a.mjs#calls' },
  });
  expect(callableOf({ places: [{ ...at!, file: join(folder, 'gone.mjs') }], ...none }, folder)).toBe(null);
  expect(readdirSync(folder)).toEqual(['a.mjs']);
});
