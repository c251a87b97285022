import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { jsonSchemas } from '../../scripts/json-schemas.ts';
import type { Summary } from '../../source/session/summary.ts';
import { installHeddle } from './helpers/install.ts';
import { findOldNode } from './helpers/old-node.ts';

type Manifest = { version: string; bin: Record<string, string>; exports: Record<string, unknown> };
const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as Manifest;
const checkout = process.cwd();

const { root, home, files, heddle, remove } = installHeddle();
afterAll(remove);

describe('what is packed', () => {
  test('is the built program, the one type people import, and papers', () => {
    const surplus = files.filter(
      (path) =>
        !/^dist\/(?:[\w-]+\/)*[\w-]+\.(?:js|json)$|^docs\/[\w-]+\.md$/.test(path) &&
        // Node.js requires them in a watched program, whatever kind of module that is.
        !/^dist\/probe\/[\w-]+\.cjs$/.test(path) &&
        !/^dist\/(?:workloads\/|probe\/)?python\/(?:\w+\/)*\w+\.py$/.test(path) &&
        ![
          'package.json',
          'readme.md',
          'LICENSE',
          'changelog.md',
          'contributing.md',
          'dist/workload.d.ts',
          'dist/third-party-licenses.txt',
        ].includes(path),
    );
    expect(surplus).toEqual([]);
    expect(files.filter((path) => /test|bench|fixture/.test(path))).toEqual([]);
  });

  test('has every file that the program starts or that the manifest names', () => {
    const schemas = Object.keys(jsonSchemas());
    const named = [...Object.values(manifest.bin), ...leavesOf(manifest.exports)]
      .flatMap((path) => (path.includes('*') ? schemas.map((name) => path.replace('*', name)) : [path]))
      .map((path) => path.replace(/^\.\//, ''));
    const engine = ['main', 'watcher', 'thread', 'child', 'describe', 'python'];
    const started = [...engine.map((name) => `dist/engine/${name}.js`), 'dist/sender.js'];
    // What an interpreter is started with.
    const inside = ['describe.py', 'heddle_engine/main.py'].map((name) => `dist/python/${name}`);
    // Servers and workers are programs of their own; helpers are part of those that import them.
    const workloads = ['workloads', 'workloads/servers', 'workloads/workers'].flatMap((from) => {
      const sources = readdirSync(from).filter((file) => file.endsWith('.ts'));
      return sources.map((file) => `dist/${from}/${file.replace('.ts', '.js')}`);
    });
    expect(workloads).toContain('dist/workloads/workers/blocking-call.js');
    expect(files).toEqual(expect.arrayContaining([...named, ...started, ...inside, ...workloads]));
    for (const path of files) expect(statSync(join(root, path)).size).toBeGreaterThan(0);
  });

  test('has a command that the system can start, also in a linked checkout that is built again', () => {
    for (const path of Object.values(manifest.bin)) expect(statSync(path).mode & 0o111).toBe(0o111);
  });

  test('has the JSON Schemas of what it prints, and each can be imported by name', () => {
    writeFileSync(
      join(home, 'schemas.mjs'),
      `const schemas = {};
for (const name of process.argv.slice(2))
  schemas[name] = (await import('heddle/schemas/' + name + '.json', { with: { type: 'json' } })).default;
console.log(JSON.stringify(schemas));`,
    );
    const args = [join(home, 'schemas.mjs'), ...Object.keys(jsonSchemas())];
    expect(JSON.parse(execFileSync(process.execPath, args, { encoding: 'utf8' }))).toEqual(jsonSchemas());
  });

  test('imports nothing that it lacks', () => {
    const missing = files
      .filter((path) => path.endsWith('.js'))
      .flatMap((path) => {
        const code = readFileSync(join(root, path), 'utf8');
        const imports = [...code.matchAll(/(?:\bfrom|\bimport\(?)\s*["'](\.{1,2}\/[^"']+)["']/g)];
        return imports.map(([, target]) => join(dirname(path), target!));
      })
      .filter((path) => !existsSync(join(root, path)));
    expect(missing).toEqual([]);
  });

  test('says nothing of the machine that built it', () => {
    const telling = files.filter((path) => readFileSync(join(root, path), 'utf8').includes(checkout));
    expect(telling).toEqual([]);
  });
});

describe('installed in an empty folder', () => {
  test('the bin is a program and knows its version', () => {
    expect(statSync(resolve(root, manifest.bin.heddle!)).mode & 0o111).toBe(0o111);
    expect(heddle(['--version'])).toEqual({ code: 0, stdout: `${manifest.version}\n`, stderr: '' });
  });

  test('it lists models and workloads', () => {
    const { code, stdout } = heddle(['list']);
    expect(code).toBe(0);
    expect(stdout).toContain('processes');
    expect(stdout).toContain('compute');
  });

  test.each(['threads', 'processes'])('it runs under %s', (model) => {
    const { code, stdout } = heddle(['run', 'noop', '-t', '1000', '-c', '2', '-m', model, '--json']);
    expect(code).toBe(0);
    const { outcome, tasks, lanes } = JSON.parse(stdout) as Summary;
    expect(outcome).toBe('completed');
    expect(tasks).toEqual({ total: 1000, done: 1000, failed: 0, cancelled: 0 });
    expect(lanes.map(({ kind }) => kind)).toEqual([
      'loop',
      ...Array(2).fill(model === 'threads' ? 'thread' : 'process'),
    ]);
  });

  test.each([
    ['connections', 'whose server is a process of its own', ['ms=10']],
    ['server', 'whose load client is a process of its own', ['rows=100', 'pixels=8']],
    ['blocked-loop', 'which brings a thread of its own', ['how=offloaded', 'ms=20']],
  ])('it runs %s, %s', (workload, _, parameters) => {
    const set = parameters.flatMap((parameter) => ['--set', parameter]);
    const { code, stdout } = heddle(['run', workload, '-t', '4', ...set, '--json']);
    expect({ code, check: (JSON.parse(stdout) as Summary).check?.ok }).toEqual({ code: 0, check: true });
  });

  test('its type can be imported by name, and a typed workload runs', () => {
    const work = `import type { Workload } from 'heddle/workload';
export default { id: 'typed', title: 't', shows: 's', kind: 'cpu', run: (index) => index } satisfies Workload;`;
    writeFileSync(join(home, 'typed.ts'), work);
    expect(heddle(['run', './typed.ts', '-t', '2'])).toMatchObject({ code: 0 });
  });

  const oldNode = findOldNode();
  test.skipIf(oldNode === null)('a Node that is too old gets one line and exit code 2', () => {
    for (const args of [[], ['--version'], ['run', 'noop']]) {
      const { code, stdout, stderr } = heddle(args, oldNode!.path);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toBe(`heddle needs Node.js 22.18 or newer; this is ${oldNode!.version}\n`);
    }
  });
});

/** The strings at the ends of an object. */
function leavesOf(value: unknown): string[] {
  if (typeof value === 'string') return [value];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(leavesOf) : [];
}
