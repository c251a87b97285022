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

/** Answers for each shape a sketch has. */
const shapes: [name: string, answers: string][] = [
  ['sequential', 'cpu=no io=no'],
  ['async', 'cpu=no io=yes scale=thousands'],
  ['async-libuv', 'cpu=yes runtime=node cycles=libuv'],
  ['threads', 'cpu=yes runtime=node'],
  ['processes', 'cpu=yes'],
  ['hybrid-threads', 'cpu=no io=yes scale=thousands mixed=blocking connections=tens'],
  ['hybrid-processes', 'cpu=no io=yes scale=thousands isolation=untrusted'],
];
const verdictOf = (answers: string): Verdict => decide(answersOf(answers), roomy).verdict!;

describe.each(shapes)('%s', (name, answers) => {
  const verdict = verdictOf(answers);

  test('is 10 to 35 lines that fit 80 columns', () => {
    for (const language of ['node', 'python'] as const) {
      const lines = sketchOf(verdict, language).trimEnd().split('\n');
      expect(lines.length).toBeGreaterThanOrEqual(10);
      expect(lines.length).toBeLessThanOrEqual(35);
      expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(80);
    }
  });

  test('runs in Node.js as shown', async () => {
    const file = join(folder, `${name}.mjs`);
    writeFileSync(file, sketchOf(verdict, 'node'));
    const { stdout, stderr } = await run(process.execPath, [file]);
    expect({ stdout, stderr }).toEqual({ stdout: `${sketchOutput}\n`, stderr: '' });
  });

  test.skipIf(python === null)(
    `runs in Python as shown${python ? '' : ' (no Python 3.9 or newer here)'}`,
    async () => {
      const file = join(folder, `${name.replaceAll('-', '_')}.py`);
      writeFileSync(file, sketchOf(verdict, 'python'));
      const { stdout, stderr } = await run(python!, [file]);
      expect({ stdout, stderr }).toEqual({ stdout: `${sketchOutput}\n`, stderr: '' });
    },
  );
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

test('the sizes of the verdict are in it', () => {
  expect(sketchOf(verdictOf('cpu=yes runtime=node'), 'node')).toContain('maxThreads: 4');
  expect(sketchOf(verdictOf('cpu=yes'), 'python')).toContain('max_workers=4');
  expect(sketchOf(verdictOf('cpu=yes runtime=node cycles=libuv'), 'node')).toContain('UV_THREADPOOL_SIZE=4');
});

test('the language is that of the runtime', () => {
  expect(languageOf(verdictOf('cpu=yes'))).toBe('node');
  expect(languageOf(verdictOf('cpu=yes runtime=cpython'))).toBe('python');
});
