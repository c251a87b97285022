import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { RunEvent } from '../../source/protocol/events.ts';
import { heddle } from './helpers/heddle.ts';

/** What `npm init -y` writes. */
const commonJs = { 'package.json': '{ "type": "commonjs" }' };

async function runFile(model: string, name: string, files: Readonly<Record<string, string>>) {
  const command = ['run', `./${name}`, '-t', '2', '-m', model, '--events', '-'];
  const { stdout, stderr } = await heddle(command, { files });
  const events = stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line) as RunEvent]));
  const results = events.flatMap((event) => (event.type === 'results' ? event.results : []));
  const errors = events.flatMap((event) => (event.type === 'errors' ? event.errors : []));
  return { results: results.map(({ text }) => text).sort(), errors, stderr, events };
}

/** Node's "type": "commonjs" would refuse both of these files: the one it is given, and the one that imports. */
test.each(['threads', 'processes'])(
  'ES modules where package.json says "commonjs" load under %s',
  async (model) => {
    const { results, errors } = await runFile(model, 'work.ts', {
      ...commonJs,
      'work.ts': `import { twice } from './twice.js';
export default (index: number): number => {
  if (index === 1) throw new Error('line 3');
  return twice(21);
};`,
      'twice.js': 'export const twice = (n) => 2 * n;',
    });
    expect(results).toEqual(['42']);
    expect(errors[0]?.place).toMatch(/work\.ts:3$/);
  },
);

test('CommonJS stays CommonJS, also where its text speaks of import and export', async () => {
  const source = '// import x from "y"\nmodule.exports = (i) => [typeof require, i];';
  const { results } = await runFile('async', 'work.js', { ...commonJs, 'work.js': source });
  expect(results).toEqual(["[ 'function', 0 ]", "[ 'function', 1 ]"]);
});

/** The compiler of the project: esbuild, as it would be in a person's own `node_modules`. */
const esbuild = {
  'node_modules/esbuild/index.js': `module.exports = require(${JSON.stringify(
    fileURLToPath(new URL('../../node_modules/esbuild', import.meta.url)),
  )});`,
};

const moreThanTypes = `enum Colour { Red, Blue }

interface Long {
  a: 1;
}
class Pen { constructor(readonly colour: Colour) {} }
export default (index: number) => {
  if (index === 1) throw new Error('line 8');
  return Colour[new Pen(index).colour];
};`;
const decorated = `type Context = { name: string };
const named = (_: unknown, { name }: Context) => () => name;
class A { @named run() { return ''; } }

export default (index: number) => {
  if (index === 1) throw new Error('line 6');
  return new A().run();
};`;

test.each([
  ['enum and parameter properties', 'threads', moreThanTypes, "'Red'", /work\.ts:8$/],
  ['decorators', 'processes', decorated, "'run'", /work\.ts:6$/],
])(
  'TypeScript that is more than types is compiled: %s under %s',
  async (_what, model, source, result, place) => {
    const { results, errors, events } = await runFile(model, 'work.ts', { ...esbuild, 'work.ts': source });
    expect(results).toEqual([result]);
    expect(errors[0]?.place).toMatch(place);
    // Nothing of it is told as what the work printed.
    expect(events.map(({ type }) => type)).not.toContain('output');
  },
);
