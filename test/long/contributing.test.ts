import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Example, examplesOf, paste } from '../helpers/examples.ts';

const root = process.cwd();
const examples = examplesOf(readFileSync('contributing.md', 'utf8'));
const copy = mkdtempSync(join(tmpdir(), 'heddle-contributing-'));

/** A program of the project, in the copy. Throws with the last of what it said where it fails. */
function run(program: string, ...args: string[]): string {
  try {
    return execFileSync(process.execPath, [join('node_modules', program), ...args], {
      cwd: copy,
      encoding: 'utf8',
      stdio: 'pipe',
      env: { ...process.env, NO_COLOR: '1' },
    });
  } catch (error) {
    const { stdout, stderr } = error as { stdout: string; stderr: string };
    throw new Error(`${program} ${args.join(' ')} fails:\n${(stdout + stderr).slice(-4000)}`);
  }
}
const tsc = () => run('typescript/bin/tsc');
const biome = (...args: string[]) => run('@biomejs/biome/bin/biome', 'check', ...args);
/** Throws as well where there is no such test. */
function vitest(...args: string[]): void {
  const said = run('vitest/vitest.mjs', 'run', '--reporter=dot', ...args);
  if (!/^ *Tests .*\b[1-9]\d* passed/m.test(said)) throw new Error(`no test ran: ${args.join(' ')}\n${said}`);
}

beforeAll(() => {
  const tracked = execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' }).split('\0').filter(Boolean);
  for (const file of tracked) cpSync(join(root, file), join(copy, file));
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'));
  for (const example of examples) paste(example, copy);
  // What lines were added to is put in order, as the page says; a new file has to pass as it stands.
  const edited = ({ list, file }: Example) => list !== null && file.endsWith('.ts');
  const lists = examples.filter(edited).map(({ file }) => file);
  biome('--write', ...lists);
});
afterAll(() => rmSync(copy, { recursive: true }));

test('there are examples of all that can be added', () => {
  const sections = [...new Set(examples.map(({ section }) => section))];
  expect(sections).toEqual(
    ['workload', 'model', 'finding', 'question', 'claim'].map((what) => `Add a ${what}`),
  );
});

describe('with all of them pasted', () => {
  test('types', () => void tsc());

  test('format and lint', () => void biome('--max-diagnostics=5'));

  // Without the screens: their frames show every model, and the numbers of their keys.
  test('nothing is missing, and what is pure holds', () => {
    const parts = ['catalog', 'claims', 'findings', 'guide', 'plain', 'protocol', 'session', 'tour'];
    const folders = parts.map((part) => `test/${part}/`);
    vitest('--project=units', 'test/complete.test.ts', 'test/imports.test.ts', ...folders);
  });

  test.each([
    ['the workload runs under every model', 'test/engine/runs/matrix.test.ts', 'nap'],
    ['every workload runs under the model', 'test/engine/runs/matrix.test.ts', 'under mirror'],
    ['the check of the workload tells right from wrong', 'test/workloads/built-in.test.ts', 'nap'],
    ['the finding is made, and is not', 'test/findings/runs/same-error.test.ts', 'same-error'],
  ])('%s', (_, file, name) => void vitest(file, '-t', name));
});
