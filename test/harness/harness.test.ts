import { describe, expect, test } from 'vitest';
import type { At } from '../../source/harness/harness.ts';
import { harnessOf } from '../../source/harness/index.ts';

/** What comes of a function in that line of a file, where the program was started with `main`. */
function harness(file: string, text: string, name: string | null, line: number, main = 'other.js') {
  return harnessOf([{ name, file: `/srv/${file}`, line }], {
    command: ['node', main],
    words: (file) => `${file} --python python9`,
    relative: (path) => path.replace('/srv', '.'),
    read: (path) => (path === `/srv/${file}` ? text : null),
  })!;
}

const exported = 'export function hash(password, rounds = 10) {\n  return password;\n}\n';

test('what is exported is imported, and what it needs has to be filled in', () => {
  const { name, way, of, inputs, note, text } = harness('auth.js', exported, 'hash', 2);
  expect({ name, way, of, inputs, note }).toEqual({
    ...{ name: 'heddle-hash.mjs', way: 'imports', of: 'hash (auth.js:2)', inputs: ['password'], note: null },
  });
  expect(text).toContain("import { hash } from './auth.js';");
  expect(text).toMatch(/fillIn\('password'\), \/\/ password\n {2}\/\/ rounds = 10 \(may be left out\)/);
  expect(text).toContain('export default () => hash(...inputs);');
  expect(text).toContain('heddle decide ./heddle-hash.mjs');
});

test('a function without parameters can be measured as it is', () => {
  const { inputs, text, word } = harness('a.js', 'export async function report() {\n}\n', 'report', 1);
  expect([inputs, word]).toEqual([[], './a.js#report']);
  expect(text).not.toContain('fillIn');
  expect(text).toContain('export default async () => report();');
});

test.each([
  ['module.exports = hash;', "import hash from './auth.cjs';", './auth.cjs'],
  [
    'module.exports = { hash };',
    "import module from './auth.cjs';\n\nconst { hash } = module;",
    './auth.cjs#hash',
  ],
])('of CommonJS, %s', (exports, imports, as) => {
  const { way, text, word } = harness('auth.cjs', `function hash(a) {\n}\n${exports}\n`, 'hash', 1);
  expect([way, word]).toEqual(['imports', as]);
  expect(text).toContain(imports);
});

describe('the code is copied, with all that it needs and no more,', () => {
  const server = `import { pbkdf2Sync } from 'node:crypto';
import { createServer } from 'node:http';
import { pepper } from './lib/pepper.mjs';

const salt = 'salt';

export function check(password) {
  return pbkdf2Sync(password + pepper, salt, 400_000, 64, 'sha512');
}

createServer((request, response) => response.end(check('a'))).listen(3210);
`;

  test('where importing the file would start its server', () => {
    const { name, way, note, text, word } = harness('server.mjs', server, 'check', 8);
    expect([name, way, word]).toEqual(['heddle-check.mjs', 'copies', null]);
    expect(note).toMatch(/^Importing server\.mjs would start its server: the code is copied\./);
    expect(text).toContain(
      "import { pepper } from './lib/pepper.mjs';\nconst salt = 'salt';\nfunction check(password) {",
    );
    expect(text).not.toContain('createServer');
  });

  test('where the program was started with that file, unless it is guarded', () => {
    expect(harness('auth.js', exported, 'hash', 2, '/app/auth.js').note).toMatch(/would start the program/);
    const guarded = `${exported}if (import.meta.main) hash('a');\n`;
    expect(harness('auth.js', guarded, 'hash', 2, 'auth.js').way).toBe('imports');
  });

  test('where it is not exported', () => {
    const { name, way, note, text } = harness(
      'auth.ts',
      'const twice = (a: number) => a * 2;\nexport {};\n',
      'twice',
      1,
    );
    expect([name, way]).toEqual(['heddle-twice.mts', 'copies']);
    expect(note).toBe(
      'auth.ts does not export it: its code is copied. With export before it, it could be imported.',
    );
    expect(text).toContain("fillIn('a'), // a: number");
  });

  test('in CommonJS as CommonJS', () => {
    const alone = "const a = require('./b');\nfunction hash(x) {\n  return a(x);\n}\n";
    const { name, text, note } = harness('auth.js', alone, 'hash', 3);
    expect(name).toBe('heddle-hash.cjs');
    const [exporting] = /module\.exports\.hash = hash(?=, it could be imported)/.exec(note!)!;
    // What it says to add does it.
    expect(harness('auth.js', `${alone}${exporting};\n`, 'hash', 3).way).toBe('imports');
    expect(text).toContain("const a = require('./b');\nfunction hash(x) {");
    expect(text).toContain('module.exports = () => hash(...inputs);');
  });
});

test('what cannot be called from elsewhere is quoted, and there is a place for it', () => {
  const text =
    "import app from './app.js';\nimport { end } from './end.js';\napp.get('/', (request, response) => {\n  end(response);\n});\n";
  const sketch = harness('routes.js', text, null, 4);
  expect(sketch).toMatchObject({
    name: 'heddle-routes.mjs',
    way: 'sketch',
    inputs: ['work'],
    of: 'routes.js:4',
  });
  expect(sketch.text).toContain(
    "// import { end } from './end.js';\n// (request, response) => {\n//   end(response);\n// }",
  );
  expect(harness('auth.js', exported, 'gone', 2)).toMatchObject({
    way: 'sketch',
    note: expect.stringContaining('not found'),
  });
});

test('the innermost function is taken that can be called with what a person knows', () => {
  const text = `${exported}export function handle(req, res) {\n  [1].map((one) => one);\n}\nexport function report(year) {\n}\n`;
  const at = (name: string | null, line: number): At => ({ name, line, file: '/srv/a.js' });
  const of = (...places: At[]) =>
    harnessOf(places, { command: [], words: (file) => file, relative: (path) => path, read: () => text })
      ?.name ?? null;
  expect(of(at('hash', 2), at('report', 7))).toBe('heddle-hash.mjs');
  expect(of(at(null, 5), at('report', 7))).toBe('heddle-report.mjs');
  expect(of(at('handle', 5), at('report', 7))).toBe('heddle-report.mjs');
  expect(of(at('handle', 5))).toBe('heddle-handle.mjs');
  expect(of(at(null, 5))).toBe('heddle-a.mjs');
  expect(of()).toBeNull();
});

describe('of Python', () => {
  const app = `import hashlib
from flask import Flask

ROUNDS = 300_000
app = Flask(__name__)


@app.route('/')
def index():
    return check(b'a')


def check(password: bytes, salt=b'salt'):
    """Check it (slowly"""
    return hashlib.pbkdf2_hmac('sha256', password, salt, ROUNDS)
`;

  test('a function is imported', () => {
    const { name, way, inputs, text, word } = harness('app.py', app, 'check', 15);
    expect({ name, way, inputs }).toEqual({ name: 'heddle_check.py', way: 'imports', inputs: ['password'] });
    // With the interpreter that runs the program.
    expect(word).toBe('./app.py#check --python python9');
    expect(text).toContain('#   heddle decide ./heddle_check.py --python python9\n');
    expect(text).toContain('from app import check');
    expect(text).toContain('def task(index):\n    return check(*inputs)');
  });

  test('it is copied where importing the file would start the program', () => {
    const { way, text } = harness('app.py', `${app}\napp.run()\n`, 'check', 15);
    expect(way).toBe('copies');
    expect(text).toContain('import hashlib\n\n\nROUNDS = 300_000\n\n\ndef check');
    expect(text).not.toContain('Flask');
    expect(harness('app.py', app, 'check', 15, 'app.py').way).toBe('copies');
    expect(
      harness('app.py', `${app}\nif __name__ == '__main__':\n    app.run()\n`, 'check', 15, 'app.py').way,
    ).toBe('imports');
  });

  test('a method is quoted', () => {
    const { way, text } = harness('a.py', 'class A:\n    def go(self):\n        return 1\n', 'go', 3);
    expect(way).toBe('sketch');
    expect(text).toContain('# def go(self):');
  });
});

test('a function is found by each of its lines, the last line of the file included', () => {
  const text = 'export function first() {\n  return 1;\n}\nexport function second() {\n  return 2;\n}';
  const names = [1, 2, 3, 4, 5, 6, 7].map((line) => harness('a.js', text, null, line).of);
  expect(names).toEqual([
    ...['first (a.js:1)', 'first (a.js:2)', 'first (a.js:3)'],
    ...['second (a.js:4)', 'second (a.js:5)', 'second (a.js:6)', 'a.js:7'],
  ]);
});

test('of several places it is the innermost that can be called with what a person fills in', () => {
  const files: Record<string, string> = {
    '/srv/sort.js': 'words.sort((a, b) => a - b);\n',
    '/srv/serve.js': 'export function serve(request) {\n}\n',
    '/srv/report.js': 'export function report(year) {\n}\n',
    '/srv/main.js': 'export function main() {\n}\n',
  };
  const read: string[] = [];
  const chosen = (...names: string[]) =>
    harnessOf(
      names.map((name): At => ({ name: name === 'sort' ? null : name, file: `/srv/${name}.js`, line: 1 })),
      {
        command: ['node', 'other.js'],
        words: (file) => file,
        relative: (path) => path,
        read: (path) => {
          read.push(path);
          return files[path] ?? null;
        },
      },
    );
  expect(chosen('sort', 'serve', 'report', 'main')?.at.name).toBe('report');
  // A large one takes its time.
  expect(read).not.toContain('/srv/main.js');
  expect(chosen('sort', 'serve')?.at.name).toBe('serve');
  expect(chosen('sort')).toMatchObject({ way: 'sketch', at: { file: '/srv/sort.js' } });
  expect(chosen('gone')).toBe(null);
});
