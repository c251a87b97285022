import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createRunFolder, sweepFolders } from '../../source/launch/run-folder.ts';
import { temporaryFolder } from '../helpers/folder.ts';
import { HostProcess } from '../helpers/host-process.ts';
import { fixture } from '../helpers/plan.ts';
import { eventually, hasProc, processesOfGroup } from '../helpers/processes.ts';
import { runPlan, startRun } from '../helpers/run-plan.ts';

const foldersOf = (host: number) =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`heddle-run-${host}-`));

/** Busy children that never look up, so that only a kill ends them. */
const busy = () => ({
  module: fixture('hold-until-file.mjs'),
  parameters: { file: join(temporaryFolder(), 'never') },
  tasks: 4,
});

describe.runIf(hasProc)('no process is left', () => {
  test.each(['async', 'threads', 'processes', 'hybrid'] as const)(
    'when the host of a busy run under %s is killed, and its folder goes too',
    async (model) => {
      const host = new HostProcess({ ...busy(), model });
      await host.until((session) => session.tasks.counts.running > 0);
      const group = host.enginePid;
      // The engine, its keeper, and children.
      expect(processesOfGroup(group)).toHaveLength(model === 'processes' ? 4 : 2);
      expect(foldersOf(host.child.pid!)).toHaveLength(1);
      host.child.kill('SIGKILL');
      await eventually(() => processesOfGroup(group).length === 0);
      expect(foldersOf(host.child.pid!)).toEqual([]);
    },
  );

  test.each(['SIGTERM', 'SIGHUP', 'SIGINT'] as const)('when the host gets %s', async (signal) => {
    const host = new HostProcess({ ...busy(), model: 'processes' });
    await host.until((session) => session.tasks.counts.running > 0);
    const group = host.enginePid;
    host.child.kill(signal);
    await eventually(() => processesOfGroup(group).length === 0);
  });

  test('when the engine is killed over busy children', async () => {
    const run = startRun({ ...busy(), model: 'processes' });
    await run.untilSession((session) => session.tasks.counts.running === 2);
    process.kill(run.pid, 'SIGKILL');
    await run.run.ended;
    await eventually(() => processesOfGroup(run.pid).length === 0);
  });

  test('when the engine is killed while its set-up has a server', async () => {
    const run = startRun({ module: fixture('slow-set-up.mjs') });
    await run.untilSession((session) => session.output.lines.some(({ text }) => text === 'server is up'));
    expect(processesOfGroup(run.pid)).toHaveLength(3);
    process.kill(run.pid, 'SIGKILL');
    await run.run.ended;
    await eventually(() => processesOfGroup(run.pid).length === 0);
    expect(run.session.ended?.outcome).toBe('crashed');
  });

  test('when the host is killed while connections are open', async () => {
    const host = new HostProcess({ workload: 'connections', parameters: { ms: 60_000, bytes: 1 } });
    await host.until((session) => session.tasks.counts.running > 0);
    const group = host.enginePid;
    expect(processesOfGroup(group)).toHaveLength(3);
    host.child.kill('SIGKILL');
    await eventually(() => processesOfGroup(group).length === 0);
  });

  test('when a run ends as it should', async () => {
    const run = await runPlan({
      workload: 'connections',
      parameters: { ms: 1, bytes: 1 },
      model: 'processes',
    });
    expect(run.session.ended?.outcome).toBe('completed');
    expect(processesOfGroup(run.pid)).toEqual([]);
  });
});

describe('folders of runs', () => {
  test('a run leaves none behind, neither by its end nor by a kill', async () => {
    const before = foldersOf(process.pid);
    await runPlan({ workload: 'files', parameters: { kilobytes: 1, files: 2 } });
    const killed = startRun({ workload: 'wait', parameters: { ms: 60_000 } });
    await killed.untilSession((session) => session.tasks.counts.running > 0);
    expect(foldersOf(process.pid)).toHaveLength(before.length + 1);
    killed.run.kill();
    await killed.run.ended;
    expect(foldersOf(process.pid)).toEqual(before);
  });

  test('a sweep takes the folders of dead hosts, and of no others', async () => {
    const dead = spawn(process.execPath, ['-e', '']);
    await once(dead, 'exit');
    const orphans = ['run', 'watch', 'attach'].map((of) => join(tmpdir(), `heddle-${of}-${dead.pid}-test`));
    for (const orphan of orphans) mkdirSync(join(orphan, 'inside'), { recursive: true });
    const own = createRunFolder();
    const other = join(tmpdir(), 'heddle-run-notes');
    mkdirSync(other, { recursive: true });
    onTestFinished(() => {
      for (const folder of [own, other]) rmSync(folder, { recursive: true });
    });
    sweepFolders();
    expect(orphans.filter((orphan) => existsSync(orphan))).toEqual([]);
    expect(existsSync(own)).toBe(true);
    expect(existsSync(other)).toBe(true);
  });
});
