import os from 'node:os';
import path from 'node:path';
import type { Measured } from '../protocol/units.ts';
import { type CgroupFolder, cgroupFolders, type ReadText, readText } from './cgroup.ts';

/** Total and available memory in bytes out of /proc/meminfo; null where it does not say. */
export function parseMeminfo(text: string): { totalBytes: number; availableBytes: number } | null {
  const total = /^MemTotal:\s+(\d+) kB/m.exec(text)?.[1];
  const available = /^MemAvailable:\s+(\d+) kB/m.exec(text)?.[1];
  return total && available
    ? { totalBytes: Number(total) * 1024, availableBytes: Number(available) * 1024 }
    : null;
}

/** Memory in use: total less what could be had without swapping. Bytes. */
export function usedBytes(text: string): Measured {
  const memory = parseMeminfo(text);
  return memory && memory.totalBytes - memory.availableBytes;
}

/** A limit of v1 that is none is this or more: the largest number of pages there could be. */
const unlimitedBytes = 2 ** 60;

/** The memory limit of a group and what it has in use without what could be given back; null without a limit. */
function limitOf({ version, folder }: CgroupFolder, read: ReadText): { limit: number; used: number } | null {
  const text = (file: string) => (read(path.posix.join(folder, file)) ?? '').trim();
  const limitText = text(version === 2 ? 'memory.max' : 'memory.limit_in_bytes');
  const limit = Number(limitText);
  if (limitText === '' || !(limit < unlimitedBytes)) return null;
  const usage = Number(text(version === 2 ? 'memory.current' : 'memory.usage_in_bytes'));
  const stat = text('memory.stat');
  const cached = cachedBytes(stat, 'inactive_file') + cachedBytes(stat, 'active_file');
  return { limit, used: Math.max(0, usage - cached) };
}

/** Pages of files can be given back, those in use lately, too: they would be read again. As the kernel counts for the machine. */
function cachedBytes(stat: string, which: 'inactive_file' | 'active_file'): number {
  // v1 tells the group's own first, and then, as a total, that of all below it.
  const found = [...stat.matchAll(new RegExp(`^(?:total_)?${which} (\\d+)`, 'gm'))].at(-1);
  return Number(found?.[1] ?? 0);
}

const limits = (read: ReadText) =>
  cgroupFolders('memory', read).flatMap((group) => limitOf(group, read) ?? []);

/** The tightest memory limit of the groups above this process, in bytes; null without one. */
export function memoryLimit(read: ReadText = readText): Measured {
  const bytes = limits(read).map(({ limit }) => limit);
  return bytes.length === 0 ? null : Math.min(...bytes);
}

/**
 * What new processes could take without swapping, in bytes: more than `os.freemem`, which leaves out caches, and never
 * more than the limits above this process leave.
 */
export function availableMemory(read: ReadText = readText): number {
  const free = parseMeminfo(read('/proc/meminfo') ?? '')?.availableBytes ?? os.freemem();
  return Math.min(free, ...limits(read).map(({ limit, used }) => Math.max(0, limit - used)));
}
