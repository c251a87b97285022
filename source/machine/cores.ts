import os from 'node:os';
import path from 'node:path';
import type { Measured } from '../protocol/units.ts';
import { type CgroupFolder, cgroupFolders, type ReadText, readText } from './cgroup.ts';

export type Cores = {
  cores: number;
  effectiveCores: number;
  affinityCores: Measured;
  quotaCores: Measured;
  /** cpu.stat of the group whose quota binds, to read throttling from; null without one. */
  cpuStatPath: string | null;
};

/**
 * How many cores this process may use: the smaller of its affinity and the tightest cgroup quota above it.
 * A quota may be a fraction, and Node's own `availableParallelism` rounds it; hence this.
 */
export function readCores(read: ReadText = readText): Cores {
  const cores = os.cpus().length;
  const affinityCores = countList(/^Cpus_allowed_list:\s*(\S+)/m.exec(read('/proc/self/status') ?? '')?.[1]);
  const quota = tightestQuota(read);
  const limit = affinityCores ?? os.availableParallelism();
  return {
    cores,
    affinityCores,
    quotaCores: quota?.cores ?? null,
    effectiveCores: Math.min(limit, quota?.cores ?? limit),
    cpuStatPath: quota?.cpuStatPath ?? null,
  };
}

/** How many numbers a list like `0-3,8,10-11` names; null for no list. */
export function countList(list: string | undefined): number | null {
  if (!list) return null;
  let count = 0;
  for (const part of list.split(',')) {
    const [first, last] = part.split('-').map(Number);
    if (first === undefined || Number.isNaN(first)) return null;
    count += (last ?? first) - first + 1;
  }
  return count;
}

/** The tightest quota on the way from this process's group up to the root. */
function tightestQuota(read: ReadText): { cores: number; cpuStatPath: string } | null {
  let tightest: { cores: number; cpuStatPath: string } | null = null;
  for (const group of cgroupFolders('cpu', read)) {
    const cores = quotaOf(group, read);
    if (cores !== null && (!tightest || cores < tightest.cores)) {
      tightest = { cores, cpuStatPath: path.posix.join(group.folder, 'cpu.stat') };
    }
  }
  return tightest;
}

function quotaOf({ version, folder }: CgroupFolder, read: ReadText): Measured {
  const text = (file: string) => (read(path.posix.join(folder, file)) ?? '').trim();
  const [quota = Number.NaN, period = Number.NaN] = (
    version === 2 ? text('cpu.max').split(' ') : [text('cpu.cfs_quota_us'), text('cpu.cfs_period_us')]
  ).map(Number);
  return quota > 0 && period > 0 ? quota / period : null;
}

/** Milliseconds a quota has held its group back, from cpu.stat of cgroup v2 (µs) or v1 (ns). */
export function parseThrottledMs(text: string): Measured {
  const micro = /^throttled_usec (\d+)/m.exec(text)?.[1];
  if (micro) return Number(micro) / 1e3;
  const nano = /^throttled_time (\d+)/m.exec(text)?.[1];
  return nano ? Number(nano) / 1e6 : null;
}
