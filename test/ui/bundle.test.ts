import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { inkShims } from '../../source/ui/ink-shims/plugin.ts';

const here = fileURLToPath(new URL('.', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'heddle-ui-'));
const outputs: string[] = [];

beforeAll(async () => {
  const result = await build({
    entryPoints: [join(here, 'helpers/bundled.ts')],
    bundle: true,
    platform: 'node',
    format: 'esm',
    jsx: 'automatic',
    outfile: join(folder, 'bundled.mjs'),
    define: { 'process.env.NODE_ENV': '"production"' },
    banner: {
      js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
    },
    metafile: true,
    plugins: [inkShims()],
  });
  outputs.push(...Object.keys(result.metafile.inputs));
});
afterAll(() => rmSync(folder, { recursive: true }));

test('each shim stands in its module’s place', () => {
  for (const name of ['output', 'log-update', 'sanitize-ansi', 'string-width']) {
    expect(
      outputs.some((path) => path.endsWith(`source/ui/ink-shims/${name}.ts`)),
      name,
    ).toBe(true);
  }
  expect(
    outputs.filter((path) => /ink\/build\/(output|log-update|line-update|sanitize-ansi)\.js$/.test(path)),
  ).toEqual([]);
});

test('the bundled lab shows on a terminal what the tests see without the shims', () => {
  const script = pathToFileURL(join(folder, 'bundled.mjs')).href;
  const printed = execFileSync(process.execPath, [
    '--input-type=module',
    '-e',
    `await import(${JSON.stringify(script)})`,
  ]);
  const { frames, left } = JSON.parse(printed.toString());
  for (const [name, { seen, expected }] of Object.entries<{ seen: string[]; expected: string[] }>(frames)) {
    expect(seen, name).toEqual(expected);
  }
  // The main screen is back, the cursor is shown, and nothing of the lab is left on it.
  expect(left).toEqual({ screen: 'normal', text: '', cursorShown: true });
});
