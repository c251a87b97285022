import { execFile, execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, test } from 'vitest';
import { decide } from '../../source/guide/decide.ts';
import type { Verdict } from '../../source/guide/decision.ts';
import { languageOf, sketchOf } from '../../source/guide/sketches/index.ts';
import { sketchOutput } from '../../source/guide/sketches/sketch.ts';
import { answersOf, roomy } from './helpers/machine.ts';

const run = promisify(execFile);

// Below node_modules, so that piscina is found as it would be in a project of the person's own.
const cache = fileURLToPath(new URL('../../node_modules/.cache/', import.meta.url));
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, 'heddle-sketches-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A Python the sketches are written for; null where there is none. */
function findPython(): string | null {
  for (const name of ['python3', 'python']) {
    try {
      const says = 'import sys; print(sys.executable if sys.version_info >= (3, 9) else "")';
      const path = execFileSync(name, ['-c', says], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      if (path.trim() !== '') return path.trim();
    } catch {
      // Another name may be there.
    }
  }
  return null;
}
const python = findPython();

const io = 'cpu=no io=yes';
const heavy = 'cpu=yes runtime=cpython cycles=native mixed=heavy';
/** Answers for each shape a sketch has. */
const plain: [name: string, answers: string][] = [
  ['sequential', 'cpu=no io=no'],
  ['async', `${io} scale=thousands`],
  ['async-libuv', 'cpu=yes runtime=node cycles=libuv'],
  ['threads', 'cpu=yes runtime=node'],
  ['threads-native', 'cpu=yes runtime=node cycles=native'],
  ['threads-blocking', `${io} scale=legacy runtime=node connections=hundreds memory=256mb`],
  ['processes', 'cpu=yes'],
  ['processes-native', 'cpu=yes cycles=native cancel=yes'],
  ['processes-blocking', `${io} scale=legacy isolation=crash`],
  ['hybrid-threads', `${io} scale=thousands mixed=heavy runtime=node`],
  ['hybrid-threads-native', heavy],
  ['hybrid-threads-blocking', `${io} scale=thousands mixed=blocking connections=tens`],
  ['hybrid-processes', `${io} scale=thousands isolation=untrusted`],
  ['hybrid-processes-native', `${heavy} cancel=yes`],
  ['hybrid-processes-blocking', `${io} scale=thousands library=no isolation=untrusted`],
];
const shapes = [
  ...plain,
  ...plain
    .filter(([name]) => name !== 'sequential')
    .map(([name, answers]): [string, string] => [`${name}-sharing`, `${answers} state=some`]),
];
const verdictOf = (answers: string): Verdict => decide(answersOf(answers), roomy).verdict!;

test.each(shapes)('%s is 10 to 35 lines that fit 80 columns', (_, answers) => {
  for (const language of ['node', 'python'] as const) {
    const lines = sketchOf(verdictOf(answers), language).trimEnd().split('\n');
    expect(lines.length).toBeGreaterThanOrEqual(10);
    expect(lines.length).toBeLessThanOrEqual(35);
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
  }
});

// What tasks share is the same whatever else they do: each way of it once, and the longest program.
const once = [
  'async',
  'threads',
  'processes',
  'hybrid-threads',
  'hybrid-processes',
  'hybrid-processes-native',
];
const programs = shapes.filter(
  ([name]) => !name.endsWith('-sharing') || once.includes(name.replace('-sharing', '')),
);

// Two at a time: most of a program's life is its start.
describe.concurrent.each(programs)('%s', (name, answers) => {
  const verdict = verdictOf(answers);
  const right = { stdout: sketchOutput(verdict.work), stderr: '' };

  test('runs in Node.js as shown', async ({ expect }) => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, sketchOf(verdict, 'node'));
    const { stdout, stderr } = await run(process.execPath, [file]);
    expect({ stdout, stderr }).toEqual(right);
  });

  test.skipIf(python === null)(
    `runs in Python as shown${python ? '' : ' (no Python 3.9 or newer here)'}`,
    async ({ expect }) => {
      const file = join(folder, `${name.replaceAll('-', '_')}.py`);
      writeFileSync(file, sketchOf(verdict, 'python'));
      const { stdout, stderr } = await run(python!, [file]);
      expect({ stdout, stderr }).toEqual(right);
    },
  );
});

test('threads sized for 256 MB take less than that, and leave some of it for the work', async () => {
  const file = join(folder, 'threads-in-256-mb.mjs');
  const verdict = verdictOf(`${io} scale=legacy runtime=node connections=hundreds memory=256mb`);
  const sketch = sketchOf(verdict, 'node');
  // In KB; of the whole process, so it is asked of the main thread while all workers are there.
  const asking = 'await pool.close();';
  expect(sketch).toContain(asking);
  writeFileSync(file, sketch.replace(asking, `console.error(process.resourceUsage().maxRSS);\n  ${asking}`));
  const { stderr } = await run(process.execPath, [file]);
  const peakBytes = Number(stderr) * 1024;
  expect(verdict.sizing.concurrency).toBeGreaterThan(1);
  expect(peakBytes).toBeGreaterThan(60e6);
  expect(peakBytes).toBeLessThan(256e6 * 0.85);
});

test.each([
  ['processes', 'cpu=yes'],
  ['hybrid', 'cpu=no io=yes scale=thousands isolation=untrusted'],
])('a child of %s that dies is an error, not a wait for ever', async (name, answers) => {
  const file = join(folder, `${name}-dies.mjs`);
  const sketch = sketchOf(verdictOf(answers), 'node').replace('=> n * n;', '=> process.exit(n);');
  writeFileSync(file, sketch);
  await expect(run(process.execPath, [file])).rejects.toMatchObject({
    stderr: expect.stringContaining('a child has died'),
  });
});

test.each([
  ['async-libuv', [/promisify\(pbkdf2\)/, /await hash\(/], [/to_thread\(/, /pbkdf2_hmac/]],
  ['threads-native', [/pbkdf2Sync\(/], [/pbkdf2_hmac\(/, /ThreadPoolExecutor/]],
  ['threads-blocking', [/Atomics\.wait\(/], [/time\.sleep\(/]],
  ['threads-sharing', [/SharedArrayBuffer/, /Atomics\.add\(/], [/Lock\(\)/, /with lock:/]],
  ['processes-sharing', [/done \+= 1;/], [/Value\("i", 0\)/, /with done\.get_lock\(\):/]],
  ['async-sharing', [/done \+= 1;.*no await/], [/done \+= 1.*no await/]],
])('%s shows what its tasks do', (name, node, python) => {
  const verdict = verdictOf(shapes.find(([shape]) => shape === name)![1]);
  for (const part of node) expect(sketchOf(verdict, 'node')).toMatch(part);
  for (const part of python) expect(sketchOf(verdict, 'python')).toMatch(part);
});

test('threads that compute are not shown blocking, in Python neither', () => {
  expect(sketchOf(verdictOf('cpu=yes runtime=free-threaded'), 'python')).not.toMatch(/sleep/);
});

test('the sizes of the verdict are in it', () => {
  expect(sketchOf(verdictOf('cpu=yes runtime=node'), 'node')).toContain('maxThreads: 4');
  expect(sketchOf(verdictOf('cpu=yes'), 'python')).toContain('max_workers=4');
  expect(sketchOf(verdictOf('cpu=yes runtime=node cycles=libuv'), 'node')).toContain('UV_THREADPOOL_SIZE=4');
});

test('the language is that of the runtime', () => {
  expect(languageOf(verdictOf('cpu=yes'))).toBe('node');
  expect(languageOf(verdictOf('cpu=yes runtime=cpython'))).toBe('python');
});
