import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { pythonProgram } from '../../source/answer/programs/python.ts';
import type { PythonWish } from '../../source/answer/programs/python-wish.ts';
import type { PythonFunction } from '../../source/catalog/called.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import { planOf } from '../helpers/plan.ts';
import { interpreters, noPython } from '../helpers/python.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'heddle-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** One write a line: what several threads or processes print side by side must not be torn. */
const say = (...values: string[]) =>
  `print(" ".join(map(str, ["called with", ${values.join(', ')}])) + "\\n", end="", flush=True)`;
const works: Record<string, string> = {
  'work.py': `def task(index):\n    ${say('index')}\n    return index\n`,
  'nothing.py': `def task():\n    ${say()}\n`,
  'waits.py': `import asyncio\n\n\nasync def task(index):\n    await asyncio.sleep(0)\n    ${say('index')}\n`,
  'looks.py': `def task(index, context):\n    ${say('index', 'context.index', 'context.tasks', 'context.parameters.ms')}\n`,
  'parts.py': `import os


def square(number, pid):
    return number * number, os.getpid() == pid


async def task(index, context):
    one, two = await context.offload(square, index, os.getpid()), await context.dispatch(square, index, os.getpid())
    ${say('index', 'one', 'two')}
`,
  'fails.py': `def task(index):\n    if index == 1:\n        raise ValueError("no luck")\n    ${say('index')}\n`,
  'my-work.py': `def task(index):\n    ${say('index')}\n`,
};
for (const [name, text] of Object.entries(works)) writeFileSync(join(folder, name), text);
writeFileSync(join(folder, 'names.txt'), 'ada\n\ngrace\n');

type Part = {
  plan?: Partial<Plan>;
  function?: Partial<PythonFunction>;
  parts?: string[];
  inputsPath?: string;
};

function wishOf(file: string, part: Part = {}): PythonWish {
  const body = { name: 'task', arguments: 1, isAsync: false, ...part.function } as const;
  const [first] = interpreters;
  const interpreter = first && { path: first.path, version: first.version, lock: first.lock, asked: null };
  return {
    name: 'program.py',
    file,
    command: `heddle decide ./${file}`,
    inputsPath: part.inputsPath ?? null,
    card: { bodies: ['run'], kind: 'mixed', parts: part.parts ?? [] },
    called: { as: 'functions', functions: { run: body }, setsUp: false },
    plan: planOf({
      ...{ runtime: 'python', interpreter: interpreter ?? null, tasks: 3, concurrency: 2 },
      ...part.plan,
    }),
  };
}

let programs = 0;
async function runProgram(wish: PythonWish) {
  const name = `program-${programs++}.py`;
  const source = pythonProgram({ ...wish, name })!;
  writeFileSync(join(folder, name), source);
  const { path } = interpreters[0]!;
  const ended = await run(path, ['-W', 'error::SyntaxWarning', name], { cwd: folder }).then(
    (end) => ({ ...end, code: 0 }),
    (error) => error as { stdout: string; stderr: string; code: number },
  );
  const lines = ended.stdout.trimEnd().split('\n');
  const calls = lines.filter((line) => line.startsWith('called with')).sort();
  return { code: ended.code, stderr: ended.stderr, calls, last: lines.at(-1), source };
}

const three = ['called with 0', 'called with 1', 'called with 2'];
const done = /^3 of 3 tasks done in \d+\.\d\d s$/;

describe.skipIf(interpreters.length === 0)(`a program in Python (skipped: ${noPython})`, () => {
  test.for<[string, Part, string[]?]>([
    ['work.py', { plan: { model: 'sequential', concurrency: 1 } }],
    ['work.py', { plan: { model: 'threads' } }],
    ['work.py', { plan: { model: 'processes' } }],
    ['work.py', { plan: { model: 'processes', startMethod: 'spawn' } }],
    ['waits.py', { plan: { model: 'sequential', concurrency: 1 }, function: { isAsync: true } }],
    ['waits.py', { plan: { model: 'async' }, function: { isAsync: true } }],
    ['waits.py', { plan: { model: 'threads' }, function: { isAsync: true } }],
    ['waits.py', { plan: { model: 'processes' }, function: { isAsync: true } }],
    [
      'nothing.py',
      { plan: { model: 'processes' }, function: { arguments: 0 } },
      Array.from({ length: 3 }, () => 'called with'),
    ],
    [
      'looks.py',
      { plan: { model: 'processes', parameters: { ms: 7 } }, function: { arguments: 2 } },
      ['called with 0 0 3 7', 'called with 1 1 3 7', 'called with 2 2 3 7'],
    ],
    [
      'parts.py',
      {
        plan: { model: 'hybrid', poolThreads: 2, poolProcesses: 1 },
        parts: ['offload', 'dispatch'],
        function: { arguments: 2, isAsync: true },
      },
      [0, 1, 2].map((n) => `called with ${n} (${n * n}, True) (${n * n}, False)`),
    ],
    ['my-work.py', { plan: { model: 'processes', startMethod: 'spawn' } }],
    [
      'work.py',
      {
        plan: {
          model: 'threads',
          inputs: { kind: 'lines', path: join(folder, 'names.txt'), pattern: null, count: 2 },
        },
        inputsPath: 'names.txt',
      },
      ['called with ada', 'called with ada', 'called with grace'],
    ],
  ])('%s runs as planned: %j', async ([file, part, calls = three]) => {
    const ended = await runProgram(wishOf(file, part));
    expect(ended).toMatchObject({ code: 0, calls, stderr: '' });
    expect(ended.last).toMatch(done);
  });

  test('a task that fails is told with its place, and the others are done', async () => {
    const ended = await runProgram(wishOf('fails.py', { plan: { model: 'threads' } }));
    expect(ended).toMatchObject({ code: 1, calls: ['called with 0', 'called with 2'] });
    expect(ended.stderr).toContain('task 1 failed:');
    expect(ended.stderr).toMatch(/fails\.py", line 3, in task/);
    expect(ended.last).toMatch(/^2 of 3 tasks done/);
  });
});

test('there is none for a file that needs a set-up', () => {
  const wish = wishOf('work.py', { plan: { model: 'threads' } });
  expect(pythonProgram({ ...wish, called: { ...wish.called, setsUp: true } })).toBeNull();
});

test('the first lines say what it is, and how it is started', () => {
  const source = pythonProgram(wishOf('work.py', { plan: { model: 'threads', interpreter: null } }))!;
  expect(source.split('\n').slice(0, 2)).toEqual([
    '# Written by heddle (heddle decide ./work.py): 2 threads.',
    '# Start it: python3 program.py',
  ]);
});
