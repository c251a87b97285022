import { describe, expect, test } from 'vitest';
import { HostProcess } from '../helpers/host-process.ts';
import { fixture } from '../helpers/plan.ts';
import { commandOf, eventually, hasProc, processesOfGroup, zombiesOfGroup } from '../helpers/processes.ts';
import { runPlan } from '../helpers/run-plan.ts';

/** How each role's process of a group can be told by its command. */
const commands = {
  keeper: /^\/bin\/sh -c read/,
  child: /child\.ts$/,
  grandchild: /setInterval/,
} as const;

type Role = 'host' | 'engine' | keyof typeof commands;

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

const roles: Record<'threads' | 'processes', Role[]> = {
  threads: ['host', 'engine', 'grandchild', 'keeper'],
  processes: ['host', 'engine', 'child', 'grandchild', 'keeper'],
};

/** Every role by itself, and every two of them. */
function kills(model: 'threads' | 'processes') {
  const all = roles[model];
  const pairs = all.flatMap((one, at) => all.slice(at + 1).map((other) => [one, other]));
  return [...all.map((one) => [one]), ...pairs].map((killed) => ({
    model,
    killed,
    names: killed.join(' and '),
  }));
}

describe.runIf(hasProc)('nothing is left, not even what the workload started', () => {
  test.each([...kills('threads'), ...kills('processes')])(
    'under $model when killed at once: $names',
    async ({ model, killed }) => {
      const run = await startRun(model);
      run.kill(killed);
      // Where neither host nor engine was hit the run goes on, until a person has enough of it.
      if (!killed.includes('host') && !killed.includes('engine')) run.host.child.kill('SIGTERM');
      await eventually(() => processesOfGroup(run.group).length === 0);
    },
  );
});

test.runIf(hasProc).each(['async', 'processes'] as const)(
  'a run under %s that ends as it should leaves no keeper, dead or alive',
  async (model) => {
    const run = await runPlan({ workload: 'wait', parameters: { ms: 1 }, model });
    expect(run.session.ended?.outcome).toBe('completed');
    // Its parent has asked how it ended: were it a zombie, its number would still be there.
    expect(zombiesOfGroup(run.pid)).toEqual([]);
  },
);
