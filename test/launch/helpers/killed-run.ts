import { HostProcess } from '../../helpers/host-process.ts';
import { fixture } from '../../helpers/plan.ts';
import { commandOf, eventually, processesOfGroup } from '../../helpers/processes.ts';

/** How each role's process of a group can be told by its command. */
const commands = {
  keeper: /^\/bin\/sh -c read/,
  child: /child\.ts$/,
  grandchild: /setInterval/,
} as const;

export type Role = 'host' | 'engine' | keyof typeof commands;

/** A run whose tasks never end, each of them having started a program that never ends either. */
async function startRun(model: 'threads' | 'processes') {
  const host = new HostProcess({ module: fixture('starts-grandchild.mjs'), model, tasks: 2 });
  await host.until((session) => session.tasks.counts.running === 2);
  const group = host.enginePid;
  const of = (role: keyof typeof commands) =>
    processesOfGroup(group).filter((pid) => commands[role].test(commandOf(pid)));
  await eventually(() => of('grandchild').length === 2);
  return {
    host,
    group,
    of,
    /** Ends these roles at one instant: none of them gets to do anything about the end of another. */
    kill(roles: readonly Role[]) {
      const pids = roles.flatMap((role) => {
        if (role === 'host') return [host.child.pid!];
        return role === 'engine' ? [group] : of(role);
      });
      for (const pid of pids) process.kill(pid, 'SIGSTOP');
      for (const pid of pids) process.kill(pid, 'SIGKILL');
    },
  };
}

/** Kills these roles of a run at one instant; resolves when nothing of it is left, not even what the workload started. */
export async function nothingIsLeft(model: 'threads' | 'processes', killed: readonly Role[]): Promise<void> {
  const run = await startRun(model);
  run.kill(killed);
  // Where neither host nor engine was hit the run goes on, until a person has enough of it.
  if (!killed.includes('host') && !killed.includes('engine')) run.host.child.kill('SIGTERM');
  await eventually(() => processesOfGroup(run.group).length === 0);
}
