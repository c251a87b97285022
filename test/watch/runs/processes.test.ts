import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import os from 'node:os';
import { describe, expect, onTestFinished, test } from 'vitest';
import { findProgram, runningPrograms } from '../../../source/watch/processes.ts';
import { hasProc } from '../../helpers/processes.ts';

const server = `require('node:http').createServer().listen(0, '127.0.0.1', function () { console.log(this.address().port); })`;

describe.runIf(hasProc)('what runs on this machine', () => {
  test('a server, with what a person knows it by', async () => {
    const child = spawn(process.execPath, ['-e', server], {
      stdio: ['ignore', 'pipe', 'inherit'],
      cwd: os.tmpdir(),
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const port = Number(String((await once(child.stdout, 'data'))[0]));
    const all = await runningPrograms();
    const found = all.find(({ pid }) => pid === child.pid);
    expect(found).toEqual({
      ...{ pid: child.pid, parentPid: null, user: os.userInfo().username },
      ...{ runtime: 'node', version: process.versions.node },
      ...{ command: `node -e ${server}`, folder: os.tmpdir(), ports: [port] },
      ...{ ageMs: expect.any(Number), cores: expect.any(Number), rssBytes: expect.any(Number) },
    });
    expect(found!.rssBytes).toBeGreaterThan(1e6);
    expect(found!.ageMs).toBeLessThan(60_000);
    // Whoever asks is not among them, nor who has started it.
    expect(all.filter(({ pid }) => pid === process.pid || pid === process.ppid)).toEqual([]);
    expect(findProgram(child.pid!)).toMatchObject({ program: { pid: child.pid, ports: [port] } });
  });

  test('a shell is not among them', async () => {
    const shell = spawn('sh', ['-c', 'read end'], { stdio: ['pipe', 'ignore', 'ignore'] });
    onTestFinished(() => void shell.kill('SIGKILL'));
    await once(shell, 'spawn');
    const all = await runningPrograms();
    expect(all.filter(({ pid }) => pid === shell.pid)).toEqual([]);
  });

  test('a number that is no process, or a part of one, is refused', async () => {
    expect(findProgram(2 ** 22 + 1)).toEqual({ refusal: 'no process 4194305 runs here' });
    const thread = readdirSync(`/proc/${process.pid}/task`)
      .map(Number)
      .find((tid) => tid !== process.pid)!;
    expect(findProgram(thread)).toEqual({ refusal: `${thread} is a thread of process ${process.pid}` });
  });
});
