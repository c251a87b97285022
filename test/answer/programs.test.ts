import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { programFor } from '../../source/answer/programs/for-plan.ts';
import { type ProgramWish, programMarks, startOf } from '../../source/answer/programs/program.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import { planOf } from '../helpers/plan.ts';

const run = promisify(execFile);
const folder = mkdtempSync(join(tmpdir(), 'heddle-programs-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Every work writes a line for each task, so that what was called with what can be seen. */
const say = (what: string) => `process.stdout.write(\`called with \${${what}}\\n\`)`;
const works: Record<string, string> = {
  'esm.mjs': `export default async (index) => { ${say('index')}; return index; };`,
  'common.cjs': `module.exports = (index) => { ${say('index')}; return index; };`,
  'typed.ts': `export default async (index: number): Promise<number> => { ${say('index')}; return index; };`,
  'named.mjs': `export const other = 1; export async function resize(index) { ${say('index')}; }`,
  'common-named.cjs': `exports.other = () => {}; exports.resize = (index) => { ${say('index')}; };`,
  'with-context.mjs': `export default async (_, { index, tasks, sleep, signal, parameters }) => {
    await sleep(1, { signal });
    ${say("[index, tasks, typeof parameters].join(' ')")};
  };`,
  'defined.mjs': `export default {
    text: 'task',
    run(index, { parameters }) { ${say("[this.text, index, parameters.ms].join(' ')")}; },
  };`,
  'parts.mjs': `import { isMainThread } from 'node:worker_threads';
  export default {
    async cooperative(index, context) {
      const { square, main } = await context.offload('square', index);
      ${say("[index, square, main].join(' ')")};
    },
    parts: { square: (n, { parameters }) => ({ square: n * n + parameters.more, main: isMainThread }) },
  };`,
  'fails.mjs': `export default (index) => { if (index === 1) throw new Error('no luck'); ${say('index')}; };`,
  'ends.mjs': `export default (index) => { if (index === 1) process.exit(7); };`,
  'stays.mjs': `setInterval(() => {}, 1000).unref(); export default (index) => { ${say('index')}; };`,
};
for (const [name, text] of Object.entries(works)) writeFileSync(join(folder, name), text);

type Part = Partial<Omit<ProgramWish, 'plan' | 'card'>> & {
  plan?: Partial<Plan>;
  card?: Partial<ProgramWish['card']>;
};

function wishOf(file: string, { plan = {}, card = {}, ...part }: Part = {}): ProgramWish {
  const called = { as: 'function', withContext: false, setsUp: false, modules: [], compiled: null } as const;
  return {
    name: 'program.mjs',
    file: `./${file}`,
    command: `heddle decide ./${file}`,
    inputsPath: null,
    modules: [],
    ...part,
    card: { bodies: ['run'], kind: 'mixed', parts: [], called, ...card },
    plan: planOf({ tasks: 3, concurrency: 2, ...plan }),
  };
}

const isLast = (line: string) => line.includes(' tasks done in ');

let programs = 0;
async function runProgram(wish: ProgramWish) {
  const name = `program-${programs++}.mjs`;
  writeFileSync(join(folder, name), programFor({ ...wish, name })!);
  const env = { ...process.env, NODE_OPTIONS: '' };
  const ended = await run(process.execPath, [name], { cwd: folder, env }).then(
    (end) => ({ ...end, code: 0 }),
    (error) => error as { stdout: string; stderr: string; code: number },
  );
  // What a thread prints takes its way through the main thread: it may come behind its last line.
  const lines = ended.stdout.trimEnd().split('\n').sort();
  const [calls, [last]] = [lines.filter((line) => !isLast(line)), lines.filter(isLast)];
  return { code: ended.code, stderr: ended.stderr, calls, last };
}

const called = (...with_: (string | number)[]) => with_.map((one) => `called with ${one}`);
const models = ['sequential', 'async', 'threads', 'processes'] as const;

describe.concurrent('a program runs as it is shown', () => {
  test.each(models)('%s', async (model) => {
    expect(await runProgram(wishOf('esm.mjs', { plan: { model } }))).toEqual({
      code: 0,
      stderr: '',
      calls: called(0, 1, 2),
      last: expect.stringMatching(/^3 of 3 tasks done in \d+\.\d\d s$/),
    });
  });

  test.each([
    ['common.cjs', 'threads', null],
    ['typed.ts', 'sequential', null],
    ['typed.ts', 'processes', null],
    ['named.mjs', 'async', 'resize'],
    ['named.mjs', 'threads', 'resize'],
    ['common-named.cjs', 'async', 'resize'],
    ['common-named.cjs', 'processes', 'resize'],
    ['stays.mjs', 'processes', null],
  ] as const)('%s under %s, export %s', async (file, model, exported) => {
    const { code, calls } = await runProgram(wishOf(file, { plan: { model, export: exported } }));
    expect({ code, calls }).toEqual({ code: 0, calls: called(0, 1, 2) });
  });

  test.each(models)('%s: with the context that a task looks at', async (model) => {
    const card = {
      called: { as: 'function', withContext: true, setsUp: false, modules: [], compiled: null },
    } as const;
    const { calls, stderr } = await runProgram(wishOf('with-context.mjs', { card, plan: { model } }));
    expect({ calls, stderr }).toEqual({
      calls: called('0 3 object', '1 3 object', '2 3 object'),
      stderr: '',
    });
  });

  mkdirSync(join(folder, 'common'));
  writeFileSync(join(folder, 'common/package.json'), '{ "type": "commonjs" }');
  writeFileSync(
    join(folder, 'common/typed.ts'),
    `import { twice } from './twice.js';
export default (index: number) => { ${say('twice(index)')}; };`,
  );
  writeFileSync(join(folder, 'common/twice.js'), 'export const twice = (n) => 2 * n;');

  test.each(['async', 'threads', 'processes'] as const)(
    '%s: ES modules whose package.json says that they are CommonJS',
    async (model) => {
      const modules = [
        ['./common/typed.ts', 'module-typescript'],
        ['./common/twice.js', 'module'],
      ] as const;
      const { code, calls } = await runProgram(wishOf('common/typed.ts', { modules, plan: { model } }));
      expect({ code, calls }).toEqual({ code: 0, calls: called(0, 2, 4) });
    },
  );

  test.each(['sequential', 'threads'] as const)('%s: a definition', async (model) => {
    const card = {
      called: { as: 'definition', withContext: true, setsUp: false, modules: [], compiled: null },
    } as const;
    const wish = wishOf('defined.mjs', { card, plan: { model, parameters: { ms: 5 } } });
    expect((await runProgram(wish)).calls).toEqual(called('task 0 5', 'task 1 5', 'task 2 5'));
  });

  test.each([
    ['hybrid', 2, 'false'],
    ['async', null, 'true'],
  ] as const)('%s: parts', async (model, poolThreads, onMain) => {
    const card = {
      bodies: ['cooperative'],
      parts: ['square'],
      called: { as: 'definition', withContext: true, setsUp: false, modules: [], compiled: null },
    } as const;
    const wish = wishOf('parts.mjs', { card, plan: { model, poolThreads, parameters: { more: 1 } } });
    const { calls, code, stderr } = await runProgram(wish);
    expect({ calls, code, stderr }).toEqual({
      calls: called(`0 1 ${onMain}`, `1 2 ${onMain}`, `2 5 ${onMain}`),
      code: 0,
      stderr: '',
    });
  });

  mkdirSync(join(folder, 'in'));
  const inputs = { 'a.txt': 'warp\nweft\n', 'a.jsonl': '"warp"\n"weft"\n', 'a.json': '["warp","weft"]' };
  for (const [name, text] of Object.entries(inputs)) writeFileSync(join(folder, 'in', name), text);

  test.each([
    ['lines', 'in/a.txt', 'warp', 'weft'],
    ['json-lines', 'in/a.jsonl', 'warp', 'weft'],
    ['json', 'in/a.json', 'warp', 'weft'],
    ['files', 'in/a.json*', 'in/a.json', 'in/a.jsonl'],
  ] as const)('inputs: %s', async (kind, path, first, second) => {
    const inputs = { kind, path, pattern: null, count: 2 };
    const given = { inputsPath: path };
    const twice = await runProgram(wishOf('esm.mjs', { ...given, plan: { inputs, tasks: 3 } }));
    expect(twice.calls).toEqual(called(first, first, second));
    const threads = await runProgram(
      wishOf('esm.mjs', { ...given, plan: { inputs, tasks: 2, model: 'threads' } }),
    );
    expect(threads.calls).toEqual(called(first, second));
  });
});

describe.concurrent('what goes wrong is said', () => {
  test.each(models)('%s: a task that throws; the others go on', async (model) => {
    const { code, calls, last, stderr } = await runProgram(wishOf('fails.mjs', { plan: { model } }));
    expect({ code, calls }).toEqual({ code: 1, calls: called(0, 2) });
    expect(last).toMatch(/^2 of 3 tasks done/);
    expect(stderr).toMatch(/^task 1 failed: Error: no luck\n {4}at .*fails\.mjs/);
  });

  test.each([
    ['threads', 'worker thread'],
    ['processes', 'child process'],
  ] as const)('%s: a lane that ends is not waited for', async (model, lane) => {
    const { code, stderr } = await runProgram(wishOf('ends.mjs', { plan: { model } }));
    expect(code).toBe(1);
    expect(stderr).toContain(`Error: a ${lane} ended in task 1: exit code 7`);
  });
});

test('a colleague reads it: at most 64 lines, none of them wide, and what starts it', () => {
  const card = {
    called: { as: 'function', withContext: true, setsUp: false, modules: [], compiled: null },
  } as const;
  for (const model of models) {
    const lines = programFor(wishOf('work.ts', { card, plan: { model, concurrency: 16 } }))!.split('\n');
    expect(lines.length).toBeLessThanOrEqual(64);
    expect(lines.filter((line) => line.length > 100)).toEqual([]);
    expect(lines[0]).toMatch(new RegExp(`^${programMarks.node} \\(heddle decide \\./work\\.ts\\): .*\\.$`));
    expect(lines[1]).toBe('// Start it: node program.mjs');
  }
});

test('the size of libuv’s pool is set where it is read: when the process starts', () => {
  const { card } = wishOf('x.mjs');
  const plan = planOf({ libuvThreads: 8 });
  expect(startOf({ name: 'a.mjs', plan, card })).toBe('UV_THREADPOOL_SIZE=8 node a.mjs');
});

test('TypeScript that is more than types is started by what can compile it', () => {
  const startBy = (compiled: 'by-node' | 'by-esbuild') => {
    const { card } = wishOf('x.ts');
    return startOf({
      name: 'a.mjs',
      plan: planOf(),
      card: { ...card, called: { ...card.called!, compiled } },
    });
  };
  expect(startBy('by-node')).toBe('node --experimental-transform-types a.mjs');
  expect(startBy('by-esbuild')).toBe('npx tsx a.mjs');
});

test('no program for a built-in workload, nor for a file whose set-up only Heddle has', () => {
  const setsUp = {
    called: { as: 'definition', withContext: true, setsUp: true, modules: [], compiled: null },
  } as const;
  expect(programFor(wishOf('x.mjs', { card: setsUp }))).toBeNull();
  const { card, ...rest } = wishOf('x.mjs');
  const { called: _, ...builtIn } = card;
  expect(programFor({ ...rest, card: builtIn })).toBeNull();
});
