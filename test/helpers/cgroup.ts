import { accessSync, constants, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import { onTestFinished } from 'vitest';
import { eventually } from './processes.ts';

/** Where control groups of version 1 limit processors. */
const root = '/sys/fs/cgroup/cpu';
const periodUs = 100_000;

function writable(): boolean {
  try {
    const probe = `${root}/heddle-probe-${process.pid}`;
    mkdirSync(probe);
    try {
      accessSync(`${probe}/cpu.cfs_quota_us`, constants.W_OK);
      return true;
    } finally {
      rmdirSync(probe);
    }
  } catch {
    return false;
  }
}

/** Why there can be no group with a quota here; null where there can. */
export const noQuotaBecause = writable() ? null : `no control group can be made in ${root}`;

let groups = 0;

export type Group = {
  /** What to put before a command so that it, and all it starts, runs in the group. */
  before: readonly string[];
  limitTo(cores: number): void;
};

/**
 * A group whose processes may use so many cores together. It is removed after the test, when the last of them is gone.
 */
export function createGroup(cores: number): Group {
  const folder = `${root}/heddle-test-${process.pid}-${groups++}`;
  const limitTo = (most: number) =>
    writeFileSync(`${folder}/cpu.cfs_quota_us`, `${Math.round(most * periodUs)}`);
  mkdirSync(folder);
  writeFileSync(`${folder}/cpu.cfs_period_us`, `${periodUs}`);
  limitTo(cores);
  // Registered before those of its processes, and so called after these were ended.
  onTestFinished(() => eventually(() => removed(folder)));
  return { before: ['/bin/sh', '-c', `echo $$ > ${folder}/cgroup.procs && exec "$@"`, 'sh'], limitTo };
}

function removed(group: string): boolean {
  try {
    rmdirSync(group);
    return true;
  } catch (error) {
    // Its last process is not gone yet.
    if ((error as NodeJS.ErrnoException).code === 'EBUSY') return false;
    throw error;
  }
}
