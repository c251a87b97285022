import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { expect, onTestFinished } from 'vitest';
import type { Interpreter } from '../../../../source/catalog/interpreters.ts';
import type { ModelId, StartMethod } from '../../../../source/protocol/plan.ts';
import { temporaryFolder } from '../../../helpers/folder.ts';
import { HostProcess } from '../../../helpers/host-process.ts';
import {
  commandOf,
  eventually,
  groupOf,
  parentOf,
  processesMarked,
  processesOfGroup,
} from '../../../helpers/processes.ts';
import { pythonPlan } from '../../../helpers/python.ts';

/** Who there is in a run in CPython. A grandchild is what a task started. */
export type Role =
  | 'host'
  | 'adapter'
  | 'keeper'
  | 'main'
  | 'lane'
  | 'fork server'
  | 'resource tracker'
  | 'grandchild';

/** How tasks keep on: in Python, in C that holds the lock, over a program, over a pool of multiprocessing. */
export type Work = 'python' | 'c' | 'program' | 'pool';

export type Setting = {
  readonly interpreter: Interpreter;
  readonly model: ModelId;
  readonly startMethod: StartMethod | null;
  readonly work: Work;
};

/** A run whose tasks never end, in a host that can be killed. All of it bears a mark in its environment. */
export class Family {
  readonly mark = `HEDDLE_TEST_MARK=${randomUUID()}`;
  readonly folder = temporaryFolder();
  readonly host: HostProcess;
  readonly #setting: Setting;
  /** That of the adapter, once tasks run. */
  #group: number | null = null;

  constructor(setting: Setting) {
    this.#setting = setting;
    const { interpreter, model, startMethod, work } = setting;
    const isSerial = model === 'sequential';
    const behind = model === 'hybrid' ? { poolThreads: 2, poolProcesses: 1 } : {};
    const part = { model, startMethod, tasks: 6, concurrency: isSerial ? 1 : 2, ...behind };
    this.host = new HostProcess(
      pythonPlan(interpreter, 'never_ends', { ...part, parameters: { how: work } }),
      ['env', this.mark, `TMPDIR=${this.folder}`],
    );
    onTestFinished(() => {
      for (const pid of this.members()) kill([pid], 'SIGKILL');
    });
  }

  members(): number[] {
    // The keeper has no environment at all.
    const inGroup = this.#group === null ? [] : processesOfGroup(this.#group);
    return [...new Set([...processesMarked(this.mark), ...inGroup])];
  }

  /** The numbers of those who have a role. */
  of(role: Role): number[] {
    return this.members().filter((pid) => this.#roleOf(pid) === role);
  }

  #roleOf(pid: number): Role {
    const command = commandOf(pid);
    const parent = parentOf(pid);
    const host = this.host.child.pid!;
    if (pid === host) return 'host';
    if (parent === host) return 'adapter';
    if (command.startsWith('/bin/sh -c read')) return 'keeper';
    if (command.includes('resource_tracker')) return 'resource tracker';
    if (pid === this.host.enginePid) return 'main';
    if (this.#isServer(pid)) return 'fork server';
    const isLane = parent !== null && (parent === this.host.enginePid || this.#isServer(parent));
    return isLane && this.#setting.model === 'processes' ? 'lane' : 'grandchild';
  }

  /** What it has forked has the same command. */
  #isServer(pid: number): boolean {
    return parentOf(pid) === this.host.enginePid && commandOf(pid).includes('forkserver');
  }

  /** Resolves once tasks run, and what they start is there. */
  async isBusy(): Promise<void> {
    await this.host.until((session) => session.tasks.counts.running > 0);
    this.#group = groupOf(this.host.enginePid);
    const { work } = this.#setting;
    if (work === 'program' || work === 'pool') await eventually(() => this.of('grandchild').length > 0);
  }

  /** Ends one of each of these roles at one instant: none of them gets to do anything about the end of another. */
  kill(roles: readonly Role[]): void {
    const pids = roles.map((role) => this.of(role)[0]);
    expect(pids, `all of ${roles.join(', ')}`).not.toContain(undefined);
    kill(pids as number[], 'SIGSTOP');
    kill(pids as number[], 'SIGKILL');
  }

  /** What lies in its temporary folder. */
  files(): string[] {
    return readdirSync(this.folder);
  }

  /** Resolves once nothing of it is left. Rejects with what stays. */
  async isGone(): Promise<void> {
    const deadline = performance.now() + patienceMs;
    await eventually(() => this.members().length === 0 || performance.now() > deadline);
    expect(this.members().map((pid) => `${this.#roleOf(pid)}: ${commandOf(pid)}`)).toEqual([]);
  }
}

/** Far more than it takes on a busy machine: it only ends a test that would wait for ever. */
const patienceMs = 10_000;

function kill(pids: readonly number[], signal: NodeJS.Signals): void {
  for (const pid of pids) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has just ended.
    }
  }
}

/** Kills these roles of a run at one instant: nothing is left of it, not even what its tasks have started. */
export async function nothingIsLeft(setting: Setting, killed: readonly Role[]): Promise<void> {
  const family = new Family(setting);
  await family.isBusy();
  family.kill(killed);
  await family.isGone();
  // The folder of a run whose host and engine were killed together is swept by the next run.
  const others = family.files().filter((name) => !name.startsWith('heddle-run-'));
  expect(others).toEqual([]);
}

/** The lanes that hang on one of these are replaced and the run goes on. Killed without the keeper it leaves nothing. */
export async function goesOnWithout(setting: Setting, killed: Role, failed: number): Promise<void> {
  const family = new Family(setting);
  await family.isBusy();
  await family.host.until((session) => session.tasks.counts.running === 2);
  family.kill([killed]);
  await family.host.until(({ tasks }) => tasks.counts.failed === failed && tasks.counts.running === 2);
  family.kill(['host', 'adapter', 'keeper']);
  await family.isGone();
}

/** The host gets a signal that asks it to end: nothing is left, and no folder. */
export async function endsBy(setting: Setting, signal: NodeJS.Signals): Promise<void> {
  const family = new Family(setting);
  await family.isBusy();
  family.host.child.kill(signal);
  await family.isGone();
  expect(family.files()).toEqual([]);
}
