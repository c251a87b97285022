import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findWorkload } from '../../source/launch/workloads.ts';
import type { Summary } from '../../source/session/summary.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';
import { createSandbox } from './helpers/sandbox.ts';

async function runModule(name: string, source: string, ...args: string[]) {
  const { code, stdout, stderr } = await heddle(['run', `./${name}`, '-t', '3', '--json', ...args], {
    files: { [name]: source },
  });
  return { code, stderr, document: JSON.parse(stdout) as Summary };
}

test.each([
  ['sync.js', 'export default (index) => index * 2;'],
  ['sync.mjs', 'export default function (index) { return index; }'],
  ['common.cjs', 'module.exports = (index) => index;'],
  [
    'typed.ts',
    'export default async (index: number, c: { sleep(ms: number): Promise<void> }) => c.sleep(index);',
  ],
])('a function in %s is a workload, on every kind of lane', async (name, source) => {
  for (const model of name === 'typed.ts' ? ['async', 'threads', 'processes'] : ['threads']) {
    const { code, document } = await runModule(name, source, '-m', model);
    expect({ code, tasks: document.tasks }).toEqual({
      code: 0,
      tasks: { total: 3, done: 3, failed: 0, cancelled: 0 },
    });
  }
});

const definition = `export default {
  id: 'mine', kind: 'cpu', tasks: 2,
  parameters: {
    size: { type: 'number', title: 'size of each', unit: 'kg', default: 2, min: 1, max: 9, integer: true },
    colour: { type: 'choice', title: 'paint', choices: ['red', 'green'], default: 'red' },
  },
  setUp: ({ parameters }) => parameters.size * 10,
  run: (index, { parameters, shared }) => \`\${parameters.colour} \${shared + index}\`,
  check: (results) => ({ ok: results[1] === 'green 31', expected: 'green 31', got: String(results[1]) }),
};`;

test('a definition has parameters, set-up and a check', async () => {
  const { code, document } = await runModule(
    'mine.mjs',
    definition,
    '--set',
    'size=3',
    '--set',
    'colour=green',
  );
  expect(document.plan).toMatchObject({ workload: 'mine', parameters: { size: 3, colour: 'green' } });
  expect(document.check).toEqual({ ok: true, expected: 'green 31', got: 'green 31', figures: [] });
  expect(code).toBe(0);
});

test('a check that does not hold is exit code 1 with both sides of it', async () => {
  const { code, document } = await runModule('mine.mjs', definition);
  expect({ code, outcome: document.outcome, check: document.check }).toEqual({
    code: 1,
    outcome: 'failed',
    check: { ok: false, expected: 'green 31', got: 'red 21', figures: [] },
  });
});

test('tasks that throw are exit code 1, with what they threw', async () => {
  const source =
    'export default (i) => { if (i === 1) throw Object.assign(new TypeError("no luck"), { code: "E1" }); };';
  const { code, document } = await runModule('throws.mjs', source);
  expect({ code, outcome: document.outcome }).toEqual({ code: 1, outcome: 'failed' });
  expect(document.tasks).toEqual({ total: 3, done: 2, failed: 1, cancelled: 0 });
  expect(document.errors).toEqual([{ task: 1, name: 'TypeError', message: 'no luck', code: 'E1' }]);
});

const field = (text: string) => `export default { run() {}, ${text} };`;
const mistaken: [name: string, source: string, says: RegExp][] = [
  ['throws.mjs', 'throw new Error("not today\\nnor tomorrow")', /does not load: Error: not today$/],
  ['loud.mjs', 'throw new Error("bad \\u001b[2J\\u0007news")', /does not load: Error: bad news$/],
  ['rejects.mjs', 'await Promise.reject(undefined)', /does not load: undefined/],
  ['none.mjs', 'export const run = () => 1', /no default export; export default \(index/],
  ['empty.mjs', '', /no default export/],
  // Without import or export it is CommonJS, whose default export is an empty object.
  ['empty.ts', '', /no task body/],
  ['number.mjs', 'export default 42', /default export is a number, not a function or an object/],
  ['null.mjs', 'export default null', /default export is null/],
  ['bare.mjs', 'export default {}', /no task body; give it a function named blocking, cooperative or run/],
  ['syntax.mjs', 'export default (', /does not load: SyntaxError/],
  ['enum.ts', 'enum A { b }\nexport default () => A.b', /does not load: SyntaxError: TypeScript enum/],
  ['import.mjs', 'import "./nowhere.mjs"', /does not load: Error: Cannot find module/],
  ['note.txt', 'hello', /not a module; it must end in one of: \.js/],
  ['exits.mjs', 'process.exit(3)', /ended while loading \(exit code 3\)/],
  ['dies.mjs', 'process.kill(process.pid, "SIGKILL")', /ended while loading \(SIGKILL\)/],
  [
    'writes.mjs',
    'import { writeSync } from "node:fs"; writeSync(3, "x"); export default () => 1',
    /descriptor 3/,
  ],
  ['tasks.mjs', field('tasks: 0'), /its field tasks: .*>=1/],
  ['kind.mjs', field('kind: "lazy"'), /its field kind: .*"cpu"/],
  ['id.mjs', field('id: "two words"'), /its field id: must be a word/],
  ['body.mjs', 'export default { run: 5 }', /its field run: must be a function/],
  [
    'default.mjs',
    field('parameters: { x: { type: "number", title: "t", unit: "", default: 9, min: 0, max: 2 } }'),
    /x is "9"; it must be a number from 0 to 2/,
  ],
  ['refuses.mjs', field('refuses: { async: "no\\u001b[2J\\nnever" }'), /does not run under async: no never$/],
  [
    'control.mjs',
    field(
      'parameters: { "x\\u001b]52;c;aGk=\\u0007": { type: "choice", title: "t", choices: ["a"], default: "a" } }',
    ),
    /the name "x" of a parameter, choice or part has control characters/,
  ],
];

test.each(mistaken)('%s: one line without control characters and exit code 2', async (name, source, says) => {
  const { code, stdout, stderr } = await heddle(['run', `./${name}`], { files: { [name]: source } });
  expect(stderr.trimEnd()).toMatch(says);
  expect(stderr).toMatch(/^heddle: [^\p{Cc}]+\n$/u);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a folder, a missing file and a hundred megabytes of nothing are told in one line', async () => {
  for (const [word, says] of [
    ['./folder', /is not a file; name the module/],
    ['./missing.mjs', /no such file: .*missing\.mjs/],
    ['./large.mjs', /no default export/],
  ] as const) {
    const files = { 'large.mjs': word === './large.mjs' ? Buffer.alloc(1e8, ' ') : '' };
    await using started = startHeddle(['run', word], { files });
    mkdirSync(join(started.sandbox.folder, 'folder'));
    const { code, stdout, stderr } = await started.ended;
    expect(stderr).toMatch(says);
    expect(stderr).toMatch(/^heddle: [^\n]+\n$/);
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  }
});

test('the name of a file reaches the terminal without its control sequences', async () => {
  const name = 'a\u001b[2Jb\u009b31m.mjs';
  const { code, stdout, stderr } = await heddle(['run', `./${name}`, '-t', '1'], {
    files: { [name]: 'export default () => 1' },
  });
  expect(code).toBe(0);
  expect(stdout + stderr).toContain('ab under async');
  expect(stdout + stderr).not.toMatch(/[^\n\P{Cc}]/u);
});

test('a module that never finishes loading is given up', async () => {
  const sandbox = createSandbox();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const path = join(sandbox.folder, 'endless.mjs');
    writeFileSync(path, 'for (;;);');
    const found = findWorkload(path, []);
    vi.advanceTimersByTime(15_000);
    const { refusal } = await found;
    expect(refusal?.problem).toMatch(/endless\.mjs is no workload: it did not finish loading within 15 s/);
  } finally {
    vi.useRealTimers();
    sandbox.remove();
  }
});
