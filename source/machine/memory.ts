import { readFileSync } from 'node:fs';
import os from 'node:os';
import type { Measured } from '../protocol/units.ts';

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

/** What new processes could take without swapping, in bytes: more than `os.freemem`, which leaves out caches. */
export function availableMemory(): number {
  try {
    const memory = parseMeminfo(readFileSync('/proc/meminfo', 'utf8'));
    if (memory) return memory.availableBytes;
  } catch {
    // No /proc here.
  }
  return os.freemem();
}
