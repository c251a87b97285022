import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchDocument } from '../../source/plain/watch-document.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';

/** Freezes its loop once the file `go` is there, and ends with code 3. */
const freezes = `
function hash() { const end = Date.now() + 400; while (Date.now() < end); }
const timer = setInterval(() => {
  if (!require('node:fs').existsSync('go')) return;
  clearInterval(timer); console.log('printed'); hash(); setTimeout(() => process.exit(3), 300);
}, 20);
`;
const files = { 'work.cjs': freezes };
const node = process.execPath;

/** Starts it, and has the program go on when it is under observation. */
async function watchWork(...flags: string[]) {
  const run = startHeddle(['watch', ...flags, '--', node, 'work.cjs'], { files });
  await run.untilSaid(/is observed/);
  writeFileSync(join(run.sandbox.folder, 'go'), '');
  return run;
}

test('what a program prints goes where it would go anyway, and its exit code is kept', async () => {
  await using run = await watchWork();
  const { code, stdout, stderr } = await run.ended;
  expect({ code, stdout }).toEqual({ code: 3, stdout: 'printed\n' });
  expect(stderr).toMatch(/^heddle: process \d+ is observed: node work\.cjs, Node\.js [\d.]+$/m);
  expect(stderr).toMatch(/^heddle: process \d+: its loop was held for \d+ ms.*, at work\.cjs:2 in hash/m);
  expect(stderr).toMatch(/^node work\.cjs: watched for [\d.]+ s, it ended with exit code 3$/m);
});

test('--json prints one document, and what the program prints is not in it', async () => {
  await using run = await watchWork('--json');
  const { code, stdout, stderr } = await run.ended;
  const document = JSON.parse(stdout) as WatchDocument;
  expect(code).toBe(3);
  expect(document).toMatchObject({ ended: { exitCode: 3, signal: null }, unobserved: [] });
  expect(document.processes).toHaveLength(1);
  expect(document.processes[0]!.loop.held[0]!.frames[0]).toMatchObject({ name: 'hash', line: 2 });
  expect(stderr).toContain('printed\n');
});

test('--events writes all that is told, and --output what the program prints', async () => {
  await using run = await watchWork('--events', '-', '--output', 'out.txt');
  const { code, stdout } = await run.ended;
  expect(code).toBe(3);
  const types = stdout
    .split('\n')
    .slice(0, -1)
    .map((line) => Object.keys(JSON.parse(line) as object).at(-1));
  expect(new Set(types)).toEqual(new Set(['event', 'output', 'ended']));
  expect(readFileSync(join(run.sandbox.folder, 'out.txt'), 'utf8')).toBe('printed\n');
});

test('--for ends the program that it started, which is no failure', async () => {
  const args = ['watch', '--for', '300ms', '--', node, '-e', 'setInterval(() => {}, 1000)'];
  const { code, stderr } = await heddle(args);
  expect(code).toBe(0);
  expect(stderr).toMatch(/it was ended by SIGTERM$/m);
});

test.each([
  [['watch'], 'watch needs a program; heddle watch -- node server.js'],
  [
    ['watch', 'node', 'server.js'],
    'node is not understood here; put -- before the program: heddle watch -- node server.js',
  ],
  [['watch', '--', './no-such'], 'there is no program ./no-such; check its name and PATH'],
  [['watch', '--json', '--events', '-', '--', 'node'], '--events - and --json both write to standard output'],
])('%j is refused in one line', async (args, line) => {
  const { code, stdout, stderr } = await heddle(args);
  expect(code).toBe(2);
  if (!args.includes('--json')) expect(stdout).toBe('');
  expect(stderr).toContain(`heddle: ${line}`);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});
