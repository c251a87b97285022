import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { WorkloadCard } from '../../source/catalog/workloads.ts';
import { findWorkload } from '../../source/launch/workloads.ts';

/** What a card says of how a program without Heddle calls a file: see catalog/called.ts. */

const folder = realpathSync(mkdtempSync(join(tmpdir(), 'heddle-called-')));
afterAll(() => rmSync(folder, { recursive: true }));
const files = {
  'package.json': '{ "type": "commonjs" }',
  'plain.mjs': 'export default (index) => index;',
  'context.mjs': 'export default (index, { sleep }) => sleep(index);',
  'object.mjs': 'export default { setUp() {}, run(index, context) {} };',
  'typed.ts': "import { twice } from './twice.js';\nexport default (index: number) => twice(index);",
  'twice.js': 'export const twice = (n) => 2 * n;',
  'colours.mts': 'enum Colour { Red }\nexport default () => Colour.Red;',
};
for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);

const plain = { as: 'function', withContext: false, setsUp: false, modules: [], compiled: null };

test('a file that is called like a built-in workload has a name of its own', async () => {
  const where = { runtime: 'node', interpreter: null } as const;
  const found = async (cards: readonly WorkloadCard[]) =>
    (await findWorkload(join(folder, 'plain.mjs'), cards, where)).value!;
  const plain = await found([]);
  expect(plain.id).toBe('plain');
  // Both runtimes have some by the same name.
  expect((await found([{ ...plain, runtime: 'python', module: null }])).id).toBe('plain.mjs');
});

test.each([
  ['plain.mjs', plain],
  ['context.mjs', { ...plain, withContext: true }],
  ['object.mjs', { ...plain, as: 'definition', withContext: true, setsUp: true }],
  [
    'typed.ts',
    {
      ...plain,
      modules: [
        [join(folder, 'typed.ts'), 'module-typescript'],
        [join(folder, 'twice.js'), 'module'],
      ],
    },
  ],
  ['colours.mts', { ...plain, compiled: 'by-node' }],
])('%s', async (name, called) => {
  expect(
    (await findWorkload(join(folder, name), [], { runtime: 'node', interpreter: null })).value?.called,
  ).toEqual(called);
});
