import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../../helpers/folder.ts';
import { programFile } from './helpers/watched.ts';

/** Prints, and writes down that it lives, whether it could print or not. */
const printing = `
setInterval(() => { console.log('alive'); require('node:fs').appendFileSync(process.argv[1], '.'); }, 20);
`;

const threadsOf = (pid: number) => readdirSync(`/proc/${pid}/task`).length;

test.each(['piped', 'terminal'])('a program goes on unobserved when Heddle is killed: %s', async (output) => {
  const file = join(temporaryFolder(), 'alive');
  const args = [programFile('host.ts'), output, process.execPath, '-e', printing, file];
  const host = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(createInterface(host.stdout), 'line')) as [string];
  const pid = Number(/^observed (\d+)$/.exec(line)?.[1]);
  try {
    const observed = threadsOf(pid);
    host.kill('SIGKILL');
    await once(host, 'exit');
    const lived = readFileSync(file).length;
    while (readFileSync(file).length < lived + 20) await setTimeout(20);
    // The watcher's thread has gone.
    while (threadsOf(pid) >= observed) await setTimeout(20);
    expect(threadsOf(pid)).toBeLessThan(observed);
  } finally {
    process.kill(pid, 'SIGKILL');
  }
});
