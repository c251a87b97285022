import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { WatchDocument } from '../../source/plain/watch-document.ts';
import { eventually, groupOf } from '../helpers/processes.ts';
import { programFile } from '../watch/runs/helpers/watched.ts';
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
  expect(document).toMatchObject({ ended: { exitCode: 3, signal: null, asked: null }, unobserved: [] });
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

/** A server of somebody's, that a request for `/login` freezes for 400 ms. */
async function server() {
  const child = spawn(node, [programFile('frozen.cjs')], { stdio: ['ignore', 'pipe', 'ignore'] });
  const [said] = (await once(child.stdout, 'data')) as [Buffer];
  const port = /\d+/.exec(String(said))![0];
  return {
    child,
    pid: child.pid!,
    url: `http://127.0.0.1:${port}/login`,
    [Symbol.dispose]: () => child.kill('SIGKILL'),
  };
}

test('--pid attaches to what runs already, says before what that means, and lets it go on', async () => {
  using program = await server();
  await using run = startHeddle(['watch', '--pid', String(program.pid)]);
  await run.untilSaid(/is observed/);
  await (await fetch(program.url)).text();
  await run.untilSaid(/its loop was held/);
  run.child.kill('SIGINT');
  const { code, stdout, stderr } = await run.ended;
  expect(code).toBe(0);
  expect(stderr).toMatch(/^heddle: Attaching opens the inspector of the process on 127\.0\.0\.1/);
  expect(stderr).toMatch(/its loop was held for \d+ ms.*at frozen.cjs:6 in hashPassword/);
  // The program has a standard output of its own.
  expect(stdout).toMatch(/^.*frozen\.cjs: watched for [\d.]+ s$/m);
  // It was before anybody looked.
  expect(stdout).not.toContain('loaded');
  expect((await fetch(program.url)).ok).toBe(true);
});

test.each([
  [
    ['watch', '--pid', '4000000', '--load', '5/s /'],
    '--load sends requests to a program that runs already; --yes says that this is meant',
  ],
  [['watch', '--load', '5/s'], '--load is "5/s"; it also needs what to send'],
  [['watch', '--load', '5/s no-such.txt', '--', 'node'], '--load names no file: there is no '],
  [['watch', '--load', '5/s .', '--', 'node'], '--load names a folder or a device: '],
  [['watch', '--load-port', '80', '--', 'node'], '--load-port is where --load sends requests'],
  [['watch', '--pid', '1', '--', 'node'], '--pid and a program are two things to watch; give one of them'],
  [['watch', '--pid', '4000000'], 'no process 4000000 runs here; heddle watch lists what runs'],
  [['watch'], 'watch needs a program; heddle watch -- node server.js, or heddle watch --pid 1234'],
  [
    ['watch', 'node', 'server.js'],
    'node is not understood here; put -- before the program: heddle watch -- node server.js',
  ],
  [
    ['watch', 'server.mts', 'words'],
    'server.mts is not understood here; put -- before the program: heddle watch -- node server.mts words',
  ],
  [
    ['watch', './app.py'],
    './app.py is not understood here; put -- before the program: heddle watch -- python3 ./app.py',
  ],
  [['watch', '--for', '-1s', '--', 'node'], '--for is "-1s"; it must be a time such as 30s, 5m or 500ms'],
  [['watch', '--', './no-such'], 'there is no program ./no-such; check its name and PATH'],
  [['watch', '--json', '--events', '-', '--', 'node'], '--events - and --json both write to standard output'],
])('%j is refused in one line', async (args, line) => {
  const { code, stdout, stderr } = await heddle(args);
  expect(code).toBe(2);
  if (!args.includes('--json')) expect(stdout).toBe('');
  expect(stderr).toContain(`heddle: ${line}`);
  expect(stderr.trimEnd().split('\n')).toHaveLength(1);
});

// At once: they wait more than they work. Those before look at a freeze, for which they need a core.
test.concurrent('--for ends the program that it started, which is no failure', async () => {
  const args = ['watch', '--for', '300ms', '--', node, '-e', 'setInterval(() => {}, 1000)'];
  const { code, stderr } = await heddle(args);
  expect(code).toBe(0);
  expect(stderr).toMatch(/^node -e .*: watched for [\d.]+ s, Heddle ended it \(--for\)$/m);
});

test.concurrent('SIGTERM of Heddle is passed on, also to what a shell would leave behind', async () => {
  const code = `"${node}" -e "setInterval(() => {}, 1000)"; true`;
  await using run = startHeddle(['watch', '--', 'sh', '-c', code]);
  await run.untilSaid(/is observed/);
  run.child.kill('SIGTERM');
  const { code: exitCode, stderr } = await run.ended;
  expect(exitCode).toBe(143);
  expect(stderr).toMatch(/it was ended by SIGTERM$/m);
  const pid = Number(/process (\d+) is observed/.exec(stderr)![1]);
  await eventually(() => groupOf(pid) === null);
});

test.concurrent('--json says that Heddle ended it, and of its process by which signal', async () => {
  await using run = startHeddle([
    ...['watch', '--for', '2s', '--json', '--', node, '-e', 'setInterval(() => {}, 1000)'],
  ]);
  await run.untilSaid(/is observed/);
  const { ended, processes } = JSON.parse((await run.ended).stdout) as WatchDocument;
  expect(ended).toEqual({ exitCode: null, signal: 'SIGTERM', asked: 'time' });
  expect(processes).toMatchObject([{ ended: { how: 'killed', exitCode: null, signal: 'SIGTERM' } }]);
});

test.concurrent('--pid sees from outside what it cannot attach to, for as long as it was told', async () => {
  using program = await server();
  program.child.kill('SIGSTOP');
  await eventually(() => /^State:\tT/m.test(readFileSync(`/proc/${program.pid}/status`, 'latin1')));
  const { code, stdout } = await heddle(['watch', '--pid', String(program.pid), '--for', '600ms', '--json']);
  expect(code).toBe(0);
  const { processes, ended } = JSON.parse(stdout) as WatchDocument;
  expect(ended).toBeNull();
  expect(processes).toMatchObject([{ pid: program.pid, how: 'outside' }]);
  expect(processes[0]!.unavailable.join()).toContain(' is stopped; kill -CONT');
});

test.concurrent('--load with --pid, and --yes: what ran before goes on, and is sent no more', async () => {
  using program = await server();
  await using run = startHeddle([
    'watch',
    '--pid',
    String(program.pid),
    '--yes',
    '--load',
    '100/s /',
    '--for',
    '2s',
  ]);
  const { code, stdout } = await run.ended;
  expect(code).toBe(0);
  expect(stdout).toMatch(/^ {2}load {7}GET \/ on port \d+, 100\/s: one tried the port, then \d+ due$/m);
  expect((await fetch(program.url)).ok).toBe(true);
});

test.concurrent('a program that ends well before it listens was sent nothing: exit code 1', async () => {
  const { code, stderr } = await heddle(['watch', '--load', '5/s GET /slow', '--', node, '-e', '0']);
  expect(code).toBe(1);
  expect(stderr.replace(/\s+/g, ' ')).toContain('nothing was sent: it was over before a port');
});

test.concurrent('--load rises to its end, is told step by step, and ends the program that Heddle has started', async () => {
  const code = "require('http').createServer((q, s) => s.end()).listen(0, '127.0.0.1')";
  const args = ['watch', '--json', '--load', '40/s..50/s requests.txt', '--', node, '-e', code];
  const {
    code: exit,
    stdout,
    stderr,
  } = await heddle(args, { files: { 'requests.txt': 'GET /a\nPOST /b {"c": 1}\n' } });
  const { load, ended, findings } = JSON.parse(stdout) as WatchDocument;
  expect({ exit, ended }).toEqual({ exit: 0, ended: { exitCode: null, signal: 'SIGTERM', asked: 'load' } });
  expect(load).toMatchObject({
    name: 'requests.txt',
    requests: 2,
    ratePerSecond: 40,
    untilPerSecond: 50,
    failed: 0,
  });
  expect(load!.steps.length).toBeGreaterThanOrEqual(2);
  expect(load!.ended).toEqual({ why: 'done', message: null });
  expect(findings.some(({ rule }) => rule === 'load-not-kept')).toBe(load!.brokenPerSecond !== null);
  expect(stderr).toMatch(/^heddle: sending requests\.txt to port \d+, from 40\/s up to 50\/s$/m);
  expect(stderr).toMatch(/^heddle: 40\/s .*p50 /m);
});

test.concurrent('where there is nothing to send to that is no success', async () => {
  const code = "require('net').createServer((s) => s.on('error', () => {}).end('no')).listen(0, '127.0.0.1')";
  const { code: exit, stderr } = await heddle([
    'watch',
    '--plain',
    '--load',
    '5/s /',
    '--',
    node,
    '-e',
    code,
  ]);
  expect(exit).toBe(1);
  expect(stderr).toMatch(/^heddle: nothing is sent: port \d+ does not answer HTTP\/1\.1/m);
});
