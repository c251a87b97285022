import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Example, examplesOf, paste } from '../helpers/examples.ts';
import { copyProject } from './helpers/copy.ts';

const examples = examplesOf(readFileSync('contributing.md', 'utf8'));
const copy = copyProject();
afterAll(copy.remove);

beforeAll(async () => {
  for (const example of examples) paste(example, copy.folder);
  // What lines were added to is put in order, as the page says; a new file has to pass as it stands.
  const edited = ({ list, file }: Example) => list !== null && file.endsWith('.ts');
  await copy.biome('--write', ...examples.filter(edited).map(({ file }) => file));
});

test('there are examples of all that can be added', () => {
  const sections = [...new Set(examples.map(({ section }) => section))];
  expect(sections).toEqual(
    ['workload', 'model', 'finding', 'question', 'claim'].map((what) => `Add a ${what}`),
  );
});

describe('with all of them pasted', () => {
  test('types', () => copy.tsc());

  test('format and lint', () => copy.biome('--max-diagnostics=5'));

  // Without the screens: their frames show every model, and the numbers of their keys.
  test('nothing is missing, and what is pure holds', () => {
    const parts = ['catalog', 'claims', 'findings', 'guide', 'plain', 'protocol', 'session', 'tour'];
    const folders = parts.map((part) => `test/${part}/`);
    return copy.vitest('--project=units', 'test/complete.test.ts', 'test/imports.test.ts', ...folders);
  });

  test.each([
    ['the workload runs under every model', 'matrix.test.ts', 'nap'],
    ['every workload runs under the model', 'matrix.test.ts', 'under mirror'],
    ['the check of the workload tells right from wrong', 'test/workloads/built-in.test.ts', 'nap'],
    ['the finding is made, and is not', 'test/findings/runs/same-error.test.ts', 'same-error'],
  ])('%s', (_, file, name) => copy.vitest(file, '-t', name));
});
