import { existsSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { findWorkload } from '../../source/launch/workloads.ts';
import type { Summary } from '../../source/session/summary.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';
import { until, untilNoneOf } from './helpers/processes.ts';
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
  const place = expect.stringMatching(/^\/.*\/throws\.mjs:1$/);
  const stack = [expect.stringMatching(/^default \(\/.*\/throws\.mjs:1\)$/)];
  const kind = { name: 'TypeError', rootCode: 'E1', syscall: null };
  expect(document.errors).toEqual([{ ...kind, task: 1, message: 'no luck', code: 'E1', place, stack }]);
  expect(document.errorKinds).toEqual([
    { ...kind, tasks: 1, message: 'no luck', places: [{ place, tasks: 1 }] },
  ]);
});

test('a handler of requests does not pass for work: its context has no end', async () => {
  const { document } = await runModule('handler.mjs', 'export default (req, res) => { res.end("hello"); };');
  expect(document.tasks).toEqual({ total: 3, done: 0, failed: 3, cancelled: 0 });
  expect(document.errors[0]).toMatchObject({ message: 'res.end is not a function' });
});

const field = (text: string) => `export default { run() {}, ${text} };`;
const mistaken: [name: string, source: string, says: RegExp][] = [
  [
    'throws.mjs',
    'throw new Error("not today\\nnor tomorrow")',
    /cannot be loaded: Error: not today \(throws\.mjs:1\)$/,
  ],
  [
    'loud.mjs',
    'throw new Error("bad \\u001b[2J\\u0007news")',
    /cannot be loaded: Error: bad news \(loud\.mjs:1\)$/,
  ],
  ['deep.cjs', 'const o = {};\nmodule.exports = o.a.b;', /TypeError: Cannot read .*'b'\) \(deep\.cjs:2\)$/],
  ['rejects.mjs', 'await Promise.reject(undefined)', /cannot be loaded: it threw undefined$/],
  [
    'many.mjs',
    'export const go = () => 1, stop = () => 2',
    /exports 2 functions, none of them by default; name one: \.\/many\.mjs#go, \.\/many\.mjs#stop$/,
  ],
  ['empty.mjs', '', /exports nothing .*; write `export default async \(index\) => …`$/],
  // Without import or export it is CommonJS.
  ['empty.ts', '', /exports nothing .*; write `module\.exports = async \(index\) => …`$/],
  ['script.js', 'console.log("side effect")', /exports nothing \(loading it ran its code once\)/],
  ['number.mjs', 'export default 42', /exports a number, not a function; write `export default/],
  ['null.cjs', 'module.exports = null', /exports null, not a function; write `module\.exports/],
  [
    'bare.mjs',
    'export default {}',
    /no function named run, blocking or cooperative; add `async run\(index\)/,
  ],
  ['syntax.mjs', 'const a = 1;\nexport default (', /cannot be loaded: SyntaxError: .* \(syntax\.mjs:2\)$/],
  ['syntax.cjs', '\nmodule.exports = (;', /cannot be loaded: SyntaxError: .* \(syntax\.cjs:2\)$/],
  [
    'module.cjs',
    '\nexport default () => 1',
    /Unexpected token 'export' \(module\.cjs:2\); rename it to module\.mjs$/,
  ],
  [
    'common.mjs',
    'module.exports = () => 1',
    /not defined in ES module scope \(common\.mjs:1\); rename it to common\.cjs, or use import and export$/,
  ],
  [
    'class.ts',
    '@seal\nexport default class {}',
    /cannot run decorators \(@…\) \(class\.ts:1\); install a compiler/,
  ],
  ['import.mjs', 'import "./nowhere.mjs"', /cannot be loaded: Error: Cannot find module .*nowhere\.mjs/],
  ['ending.mjs', 'import "./ending"', /Cannot find module .*; import it with its ending: ending\.mjs$/],
  [
    'member.ts',
    'class A { @log run() {} }',
    /cannot run decorators \(@…\) \(member\.ts:1\); .*: npm i -D esbuild$/,
  ],
  ['package.mjs', 'import "@no/such"', /Cannot find package '@no\/such'.*; install it: npm i @no\/such$/],
  [
    'note.txt',
    'hello',
    /not a JavaScript or TypeScript module or a Python file; its name must end in \.js, .*\.py$/m,
  ],
  ['exits.mjs', 'process.exit(3)', /ended its process while it was loaded \(process\.exit\(3\)\)/],
  [
    'waits.mjs',
    'await new Promise(() => {})',
    /awaits a promise at its top level that never settles; it must/,
  ],
  ['dies.mjs', 'process.kill(process.pid, "SIGKILL")', /ended its process while it was loaded \(SIGKILL\)/],
  [
    'writes.mjs',
    'import { writeSync } from "node:fs"; writeSync(3, "x"); export default () => 1',
    /writes to file descriptor 3/,
  ],
  ['tasks.mjs', field('tasks: 0'), /its field tasks is 0; it must be a whole number of 1 or more$/],
  ['typo.mjs', field('paramters: {}'), /its field paramters is not known \(did you mean "parameters"\?\)$/],
  ['body.mjs', 'export default { run: 5 }', /its field run is 5; it must be a function$/],
  [
    'default.mjs',
    field('parameters: { x: { type: "number", title: "t", unit: "", default: 9, min: 0, max: 2 } }'),
    /the default of parameters\.x is "9"; it must be a number from 0 to 2/,
  ],
  ['refuses.mjs', field('refuses: { async: "no\\u001b[2J\\nnever" }'), /does not run under async: no never$/],
  [
    'control.mjs',
    field(
      'parameters: { "x\\u001b]52;c;aGk=\\u0007": { type: "choice", title: "t", choices: ["a"], default: "a" } }',
    ),
    /has control characters in the name "x" of a parameter, choice or part/,
  ],
];

test.each(mistaken)('%s: one line without control characters and exit code 2', async (name, source, says) => {
  const { code, stdout, stderr } = await heddle(['run', `./${name}`], { files: { [name]: source } });
  expect(stderr.trimEnd()).toMatch(says);
  expect(stderr).toMatch(/^heddle: [^\p{Cc}]+\n$/u);
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test('a folder, a missing file, what cannot be looked at and a hundred megabytes of nothing are told in one line', async () => {
  for (const [word, says] of [
    ['./folder', /is a folder or a device; name the file/],
    ['./missing.mjs', /there is no file .*missing\.mjs$/m],
    ['./large', /there is no file .*large; did you mean \.\/large\.mjs\?$/m],
    ['./lareg.mjs', /there is no file .*; did you mean \.\/large\.mjs\?$/m],
    ['./circle.mjs', /\.\/circle\.mjs cannot be opened: ELOOP: /],
    [`./${'x'.repeat(300)}.mjs`, /\.mjs cannot be opened: ENAMETOOLONG: /],
    ['./large.mjs', /exports nothing/],
  ] as const) {
    const files = { 'large.mjs': word === './large.mjs' ? Buffer.alloc(1e8, ' ') : '' };
    await using started = startHeddle(['run', word], { files });
    mkdirSync(join(started.sandbox.folder, 'folder'));
    symlinkSync('circle.mjs', join(started.sandbox.folder, 'circle.mjs'));
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

test.each(['SIGTERM', 'SIGKILL'] as const)(
  '%s while a module is loaded ends its process, too',
  async (signal) => {
    const files = {
      'endless.mjs': 'import { writeFileSync } from "node:fs"; writeFileSync("begun", ""); for (;;);',
    };
    await using started = startHeddle(['run', './endless.mjs'], { files });
    await until('the module', () => existsSync(join(started.sandbox.folder, 'begun')));
    started.child.kill(signal);
    expect(await started.ended).toMatchObject({ signal, stdout: '', stderr: '' });
    await untilNoneOf(started.sandbox.mark);
  },
);

test('a module that never finishes loading is given up', async () => {
  const sandbox = createSandbox();
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
  try {
    const path = join(sandbox.folder, 'endless.mjs');
    writeFileSync(path, 'for (;;);');
    const found = findWorkload(path, [], { runtime: 'node', interpreter: null });
    vi.advanceTimersByTime(15_000);
    const { refusal } = await found;
    expect(refusal?.problem).toMatch(/endless\.mjs did not finish loading within 15 s/);
  } finally {
    vi.useRealTimers();
    sandbox.remove();
  }
});
