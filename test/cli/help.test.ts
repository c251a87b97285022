import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { usualRuntime } from '../../source/catalog/runtimes/index.ts';
import type { listDocument } from '../../source/plain/list-document.ts';
import { heddle } from './helpers/heddle.ts';

const { version } = JSON.parse(readFileSync('package.json', 'utf8')) as { version: string };

test.each(['--version', 'version'])('%s prints the version of the package and nothing else', async (word) => {
  expect(await heddle([word])).toMatchObject({ code: 0, stdout: `${version}\n`, stderr: '' });
});

test.each([['--help'], ['-h'], ['help']])('%s prints usage, examples and exit codes', async (...args) => {
  const { code, stdout, stderr } = await heddle(args);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const part of ['Usage', 'Examples', 'Exit codes', 'heddle run', 'heddle list']) {
    expect(stdout).toContain(part);
  }
});

test('of a command the help is its own', async () => {
  for (const args of [
    ['run', '--help'],
    ['help', 'run'],
  ]) {
    const { code, stdout } = await heddle(args);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^ {2}Usage\n {4}\$ heddle run .*\n\n/);
    expect(stdout).not.toContain('--answer');
  }
});

test('every flag that help names is understood', async () => {
  const { stdout } = await heddle(['--help']);
  const flags = [...new Set(stdout.match(/(?<=\s)--[a-z-]+/g))];
  expect(flags.length).toBeGreaterThan(10);
  const answers = await Promise.all(flags.map((flag) => heddle(['list', flag, '1'])));
  for (const { stderr } of answers) expect(stderr).not.toContain('unknown option');
});

test('list names every model and workload with its parameters', async () => {
  const { code, stdout, stderr } = await heddle(['list']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  for (const { id, how } of usualRuntime.models)
    expect(stdout).toMatch(new RegExp(`^  ${id} +${literal(how)}$`, 'm'));
  for (const id of ['wait', 'compute', 'connections', 'files', 'noop']) {
    expect(stdout).toMatch(new RegExp(`^  ${id} `, 'm'));
  }
  expect(stdout).toMatch(/--set ms=400 {2}how long each task waits, 0 to 600,000 ms/);
});

const literal = (text: string) => text.replace(/[^\w ]/g, '\\$&');

test('list --json is one document with all models and workloads', async () => {
  const { code, stdout, stderr } = await heddle(['list', '--json']);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  const document = JSON.parse(stdout) as ReturnType<typeof listDocument>;
  expect(document.models.map(({ id }) => id)).toEqual([
    'sequential',
    'async',
    'threads',
    'processes',
    'hybrid',
  ]);
  expect(document.workloads.map(({ id }) => id).sort()).toEqual(
    expect.arrayContaining(['compute', 'connections', 'files', 'noop', 'wait']),
  );
  expect(document.workloads.find(({ id }) => id === 'wait')!.models).toHaveLength(5);
});

test('list --runtimes: what can run work here', async () => {
  const { code, stdout } = await heddle(['list', '--runtimes']);
  expect(code).toBe(0);
  expect(stdout).toContain(process.execPath);
  const json = await heddle(['list', '--runtimes', '--json']);
  expect(JSON.parse(json.stdout)).toHaveProperty('runtimes.0.path', process.execPath);
  expect(await heddle(['list', '--runtimes', 'node'])).toMatchObject({ code: 2, stdout: '' });
});
