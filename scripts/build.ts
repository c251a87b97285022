/** Builds the package into dist/: the host in one folder, the engine and the workloads in folders of their own. */
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename } from 'node:path';
import { type BuildOptions, build, type Metafile } from 'esbuild';
import { readCards } from '../source/launch/read-cards.ts';
import { modelIds } from '../source/protocol/plan.ts';
import { inkShims } from '../source/ui/ink-shims/plugin.ts';
import { jsonSchemas } from './json-schemas.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

const common: BuildOptions = {
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node22.18',
  // Smaller to read at every start; names stay, for stack traces that can be read.
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: 'warning',
  define: {
    // React's development build takes twice the processor time for each frame.
    'process.env.NODE_ENV': '"production"',
    HEDDLE_VERSION: JSON.stringify(version),
  },
  // Piscina finds its worker beside itself, systeminformation is large and rarely asked, and a terminal is native code.
  external: ['piscina', 'systeminformation', '@lydell/node-pty'],
  // Some bundled CommonJS modules ask for Node's own with require.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
};

const sources = (folder: string) =>
  readdirSync(folder)
    .filter((file) => file.endsWith('.ts'))
    .map((file) => `${folder}/${file}`);

rmSync('dist', { recursive: true, force: true });
const results = await Promise.all([
  // The bin runs on any Node, if only to say that it is too old.
  build({
    ...common,
    entryPoints: ['source/bin.ts'],
    outdir: 'dist',
    target: 'node14.8',
    external: ['./cli.ts'],
  }),
  build({
    ...common,
    entryPoints: ['source/cli.ts'],
    outdir: 'dist',
    // Yoga would fetch its code from a data URL, and Node's fetch takes 40 ms to load; without it Yoga decodes it.
    define: { ...common.define, fetch: 'undefined' },
    splitting: true,
    chunkNames: 'chunk-[hash]',
    plugins: [inkShims()],
  }),
  build({
    ...common,
    entryPoints: [
      ...['main/main', 'watcher/watcher', 'lane/thread', 'lane/child', 'lane/describe'].map((path) => ({
        in: `source/engine/${path}.ts`,
        out: basename(path),
      })),
      { in: 'source/python/main.ts', out: 'python' },
    ],
    outdir: 'dist/engine',
    splitting: true,
    chunkNames: 'chunk-[hash]',
  }),
  build({ ...common, entryPoints: [{ in: 'source/sender/main.ts', out: 'sender' }], outdir: 'dist' }),
  // It runs in other people's programs: in any Node.js from 18 on, one file each, and as what `require` can load.
  build({
    ...common,
    entryPoints: ['preload', 'attached', 'watcher'].map((name) => `source/probe/${name}.ts`),
    outdir: 'dist/probe',
    outExtension: { '.js': '.cjs' },
    format: 'cjs',
    target: 'node18',
    minify: true,
    keepNames: false,
    define: { ...common.define, 'import.meta.url': '__heddleUrl' },
    banner: { js: "const __heddleUrl=require('node:url').pathToFileURL(__filename).href;" },
  }),
  build({ ...common, entryPoints: sources('workloads'), outdir: 'dist/workloads' }),
  // What workloads start by themselves: processes and threads.
  ...['servers', 'workers'].map((folder) =>
    build({ ...common, entryPoints: sources(`workloads/${folder}`), outdir: `dist/workloads/${folder}` }),
  ),
]);

// What CPython runs is shipped as it is; what an interpreter has compiled of it in the checkout stays there.
const isSource = (path: string) => !path.includes('__pycache__');
cpSync('source/python/inside', 'dist/python', { recursive: true, filter: isSource });
cpSync('workloads/python', 'dist/workloads/python', { recursive: true, filter: isSource });
cpSync('source/probe/python', 'dist/probe/python', { recursive: true, filter: isSource });
// Of the engine a watched program needs no more than these.
for (const name of ['recorder.py', 'table.py', 'witness.py'])
  cpSync(`source/python/inside/heddle_engine/${name}`, `dist/probe/python/heddle_probe/${name}`);

// It holds nothing but types: as a declaration it serves whoever writes a workload in an editor, and stands alone.
const modelId = `export type ModelId = '${modelIds.join("' | '")}';`;
const types = readFileSync('source/protocol/workload.ts', 'utf8');
writeFileSync('dist/workload.d.ts', types.replace(/^import type { ModelId } .*$/m, modelId));

const cards = await readCards(new URL('../workloads/', import.meta.url));
writeFileSync('dist/workloads/cards.json', JSON.stringify(cards));

mkdirSync('dist/schemas');
for (const [name, schema] of Object.entries(jsonSchemas()))
  writeFileSync(`dist/schemas/${name}.json`, `${JSON.stringify(schema, null, 2)}\n`);

// The bin imports its neighbour by the name it has once built.
const bin = readFileSync('dist/bin.js', 'utf8').replace('./cli.ts', './cli.js');
writeFileSync('dist/bin.js', `#!/usr/bin/env node\n${bin}`);
// npm makes it executable as it links the checkout; a later build must leave the linked command so.
chmodSync('dist/bin.js', 0o755);
writeFileSync('dist/third-party-licenses.txt', licenses(results.map((result) => result.metafile!)));

/** The licence texts of all packages whose code is in dist. */
function licenses(metafiles: readonly Metafile[]): string {
  const inputs = metafiles.flatMap((metafile) =>
    Object.values(metafile.outputs).flatMap((output) => Object.keys(output.inputs)),
  );
  const folders = new Set(
    inputs.flatMap((input) => /^(node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input)?.[1] ?? []),
  );
  return [...folders]
    .sort()
    .map((folder) => {
      const { name, version } = JSON.parse(readFileSync(`${folder}/package.json`, 'utf8')) as {
        name: string;
        version: string;
      };
      const file = readdirSync(folder).find((candidate) => /^licen[cs]e/i.test(candidate));
      const text =
        file && existsSync(`${folder}/${file}`)
          ? readFileSync(`${folder}/${file}`, 'utf8').trim()
          : '(see its package)';
      return `${name} ${version}\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
}
