import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { bin } from '../../cli/helpers/sandbox.ts';
import { temporaryFolder } from '../../helpers/folder.ts';
import { childrenOf, commandOf, eventually, hasProc, processesMarked } from '../../helpers/processes.ts';
import { interpreters, noPython, pythonPlan } from '../../helpers/python.ts';
import { runPlan } from '../../helpers/run-plan.ts';
import { endsBy, goesOnWithout, nothingIsLeft } from './helpers/family.ts';

const [interpreter] = interpreters;
/** The shells that a process has started. */
const keepersOf = (parent: number) =>
  childrenOf(parent).filter((pid) => commandOf(pid).startsWith('/bin/sh -c read'));
const inside = fileURLToPath(new URL('../../../source/python/inside', import.meta.url));

/** Whoever else may be killed, and under each model, is in test/long/. */
describe.skipIf(!interpreter || !hasProc)(interpreter ? 'nothing of a run is left' : noPython, () => {
  const processes = { interpreter: interpreter!, model: 'processes', startMethod: 'forkserver' } as const;
  const threads = { interpreter: interpreter!, model: 'threads', startMethod: null } as const;

  test('host and adapter killed at once, while tasks wait for programs that they started', () =>
    nothingIsLeft({ ...processes, work: 'program' }, ['host', 'adapter']));

  test('host, adapter and keeper killed at once, while C code holds the lock', () =>
    nothingIsLeft({ ...threads, work: 'c' }, ['host', 'adapter', 'keeper']));

  test('the fork server killed: both lanes are replaced, and its successor is no orphan', () =>
    goesOnWithout({ ...processes, work: 'python' }, 'fork server', 2));

  test('the host is asked to end: not even a folder is left', () =>
    endsBy({ ...processes, work: 'program' }, 'SIGTERM'));

  test('the host killed while a module loads, whose C code holds the lock and which has started a program', async () => {
    const mark = `HEDDLE_TEST_MARK=${randomUUID()}`;
    const module = join(temporaryFolder(), 'work.py');
    writeFileSync(module, "import subprocess\nsubprocess.Popen(['sleep', '1000'])\nsum(range(10 ** 15))\n");
    const args = [mark, process.execPath, bin, 'run', module, '--python', interpreter!.path];
    const host = spawn('env', args, { stdio: 'ignore' });
    const commands = () => processesMarked(mark).map(commandOf);
    onTestFinished(() => {
      for (const pid of processesMarked(mark)) process.kill(pid, 'SIGKILL');
    });
    await eventually(() => commands().includes('sleep 1000') && keepersOf(host.pid!).length > 0);
    host.kill('SIGKILL');
    await eventually(() => commands().length === 0);
  });

  test('no bytecode beside the file of a person, nor in the package', async () => {
    const folder = temporaryFolder();
    const module = join(folder, 'work.py');
    // Both make the engine import more once the module is there.
    writeFileSync(module, 'def set_up(context):\n    pass\nasync def task(index):\n    return index\n');
    vi.stubEnv('PYTHONDONTWRITEBYTECODE', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    const { model, startMethod } = processes;
    const run = await runPlan(pythonPlan(interpreter!, 'work', { model, startMethod, module }));
    expect(run.session.ended?.outcome).toBe('completed');
    expect(readdirSync(folder)).toEqual(['work.py']);
    const inPackage = readdirSync(inside, { recursive: true, encoding: 'utf8' });
    expect(inPackage.filter((path) => path.includes('__pycache__'))).toEqual([]);
  });
});
