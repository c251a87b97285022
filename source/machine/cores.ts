import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type { Measured } from '../protocol/units.ts';

export type Cores = {
  cores: number;
  effectiveCores: number;
  affinityCores: Measured;
  quotaCores: Measured;
  /** cpu.stat of the group whose quota binds, to read throttling from; null without one. */
  cpuStatPath: string | null;
};

type ReadText = (file: string) => string | null;

function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

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

/** The tightest quota on the way from this process's group up to the root, of cgroup v2 or v1. */
function tightestQuota(read: ReadText): { cores: number; cpuStatPath: string } | null {
  const groups = read('/proc/self/cgroup') ?? '';
  const v2 = /^0::(\/.*)$/m.exec(groups)?.[1];
  const v1 = /^\d+:(?:[^:]*,)?cpu(?:,[^:]*)?:(\/.*)$/m.exec(groups)?.[1];
  let tightest: { cores: number; cpuStatPath: string } | null = null;
  const consider = (root: string, group: string | undefined, quotaOf: (folder: string) => number | null) => {
    for (let at = group; at !== undefined; at = at === '/' ? undefined : path.posix.dirname(at)) {
      const folder = path.posix.join(root, at);
      const cores = quotaOf(folder);
      if (cores !== null && (!tightest || cores < tightest.cores)) {
        tightest = { cores, cpuStatPath: path.posix.join(folder, 'cpu.stat') };
      }
    }
  };
  consider('/sys/fs/cgroup', v2, (folder) => {
    const [quota, period] = (read(path.posix.join(folder, 'cpu.max')) ?? '').trim().split(' ').map(Number);
    return quota && period ? quota / period : null;
  });
  consider('/sys/fs/cgroup/cpu', v1, (folder) => {
    const quota = Number(read(path.posix.join(folder, 'cpu.cfs_quota_us')) ?? Number.NaN);
    const period = Number(read(path.posix.join(folder, 'cpu.cfs_period_us')) ?? Number.NaN);
    return quota > 0 && period > 0 ? quota / period : null;
  });
  return tightest;
}

/** Milliseconds a quota has held its group back, from cpu.stat of cgroup v2 (µs) or v1 (ns). */
export function parseThrottledMs(text: string): Measured {
  const micro = /^throttled_usec (\d+)/m.exec(text)?.[1];
  if (micro) return Number(micro) / 1e3;
  const nano = /^throttled_time (\d+)/m.exec(text)?.[1];
  return nano ? Number(nano) / 1e6 : null;
}
