import { spawn } from 'node:child_process';
import { expect, test } from 'vitest';
import type { Summary } from '../../source/session/summary.ts';
import { heddle, startHeddle } from './helpers/heddle.ts';
import { enginesOf, until, untilNoneOf } from './helpers/processes.ts';
import { bin, createSandbox } from './helpers/sandbox.ts';

const longWait = ['run', 'wait', '-t', '4', '-c', '2', '--set', 'ms=600000'];
const running = /running 2/;

test('124: the time limit ends the run, and what was measured is printed', async () => {
  const { code, stdout } = await heddle([...longWait, '--timeout', '300ms', '--json']);
  const { outcome, tasks } = JSON.parse(stdout) as Summary;
  expect({ code, outcome, done: tasks.done }).toEqual({ code: 124, outcome: 'timed-out', done: 0 });
});

test('130: Ctrl-C cancels, and what was measured is printed', async () => {
  await using started = startHeddle([...longWait, '-m', 'processes', '--json']);
  await started.untilSaid(running);
  expect(enginesOf(started.sandbox.mark).length).toBeGreaterThanOrEqual(3);
  started.child.kill('SIGINT');
  const { code, stdout, stderr } = await started.ended;
  const { outcome, tasks, cpu, wallMs } = JSON.parse(stdout) as Summary;
  expect({ code, outcome, done: tasks.done }).toEqual({ code: 130, outcome: 'cancelled', done: 0 });
  expect(cpu.busyCores).not.toBeNull();
  expect(wallMs).toBeGreaterThan(0);
  expect(stderr).toContain('Cancelling. Press Ctrl-C again to kill at once.');
  await untilNoneOf(started.sandbox.mark);
});

test('a second Ctrl-C kills what does not listen to the first', async () => {
  await using started = startHeddle(['run', './deaf.mjs', '-m', 'threads', '-t', '2', '-c', '2', '--json'], {
    files: { 'deaf.mjs': 'export default () => { for (;;); }' },
  });
  await started.untilSaid(running);
  started.child.kill('SIGINT');
  await started.untilSaid(/Cancelling/);
  started.child.kill('SIGINT');
  const { code, stdout } = await started.ended;
  const { outcome, message } = JSON.parse(stdout) as Summary;
  // The engine itself would have said something else after its grace period.
  expect({ code, outcome, message }).toEqual({
    code: 130,
    outcome: 'cancelled',
    message: 'killed before its tasks had ended',
  });
  await untilNoneOf(started.sandbox.mark);
  expect(started.sandbox.runFolders()).toEqual([]);
});

test.each([
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const)('%s ends the run with exit code %i, a summary and nothing left', async (signal, expected) => {
  await using started = startHeddle([...longWait, '-m', 'threads']);
  await started.untilSaid(running);
  started.child.kill(signal);
  const { code, stdout } = await started.ended;
  expect(code).toBe(expected);
  expect(stdout).toContain('wait under threads: 4 tasks, 2 at once: cancelled');
  await untilNoneOf(started.sandbox.mark);
  expect(started.sandbox.runFolders()).toEqual([]);
});

test('SIGKILL cannot be answered, but leaves no engine and no folder either', async () => {
  await using started = startHeddle([...longWait, '-m', 'processes']);
  await started.untilSaid(running);
  started.child.kill('SIGKILL');
  expect((await started.ended).signal).toBe('SIGKILL');
  await untilNoneOf(started.sandbox.mark);
  await until('the end of its folder', () => started.sandbox.runFolders().length === 0);
});

test('an engine that dies is a crash: exit code 1 and a message', async () => {
  await using started = startHeddle([...longWait, '-m', 'async', '--json']);
  await started.untilSaid(running);
  const [engine] = enginesOf(started.sandbox.mark);
  process.kill(engine!.pid, 'SIGKILL');
  const { code, stdout } = await started.ended;
  const { outcome, message } = JSON.parse(stdout) as Summary;
  expect({ code, outcome }).toEqual({ code: 1, outcome: 'crashed' });
  expect(message).toContain('SIGKILL');
});

/** What a shell makes of a pipeline in which the reader leaves after a line. */
async function throughHead(words: string): Promise<{ stdout: string; stderr: string; code: number }> {
  const sandbox = createSandbox();
  try {
    const script = `set -o pipefail; "${process.execPath}" "${bin}" ${words} | head -n 1`;
    const child = spawn('bash', ['-c', script], { env: sandbox.env, stdio: ['ignore', 'pipe', 'pipe'] });
    let stdout = '';
    let stderr = '';
    child.stdout.on('data', (chunk: Buffer) => {
      stdout += chunk;
    });
    child.stderr.on('data', (chunk: Buffer) => {
      stderr += chunk;
    });
    const code = await new Promise<number>((resolve) => child.on('close', (status) => resolve(status ?? -1)));
    await untilNoneOf(sandbox.mark);
    return { stdout, stderr, code };
  } finally {
    sandbox.remove();
  }
}

test('a reader that has seen enough is no error', async () => {
  expect(await throughHead('list')).toEqual({ stdout: 'Models\n', stderr: '', code: 0 });
});

test('a run whose events nobody reads any more ends', async () => {
  const { stdout, stderr, code } = await throughHead(`${longWait.join(' ')} --events -`);
  expect(stdout).toMatch(/^\{"type":"run-started".*\}\n$/);
  expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
  expect(code).toBe(0);
});
