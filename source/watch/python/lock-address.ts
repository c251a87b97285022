import { readFileSync } from 'node:fs';
import { type LockAddress, lockAt } from '../../telemetry/probes/thread-place.ts';
import { symbolAddress } from './elf.ts';

/** What CPython calls the state in which its lock is. */
const state = '_PyRuntime';
const holders = /\/(?:lib)?python[^/]*$/;

/**
 * Where an interpreter has its lock, as its program's file and its memory's map tell: nothing in it is asked. Null where it
 * cannot be told, and where threads that wait for the lock do not sleep in it: with musl they do not.
 */
export function lockAddressOf(pid: number): LockAddress | null {
  const files = firstMapped(pid);
  if ([...files.keys()].some((path) => path.includes('/ld-musl'))) return null;
  for (const [path, mappedAt] of files) {
    const at = holders.test(path) ? symbolAddress(`/proc/${pid}/root${path}`, state, mappedAt) : null;
    if (at !== null) return lockAt(at);
  }
  return null;
}

/** The files that are mapped, and where their first byte is. */
function firstMapped(pid: number): ReadonlyMap<string, number> {
  try {
    return firstMappedIn(readFileSync(`/proc/${pid}/maps`, 'utf8'));
  } catch {
    return new Map();
  }
}

/** By the lines of /proc/PID/maps: `7f21c000-7f21d000 r--p 00000000 08:01 1234   /usr/lib/libpython3.11.so.1.0`. */
export function firstMappedIn(maps: string): ReadonlyMap<string, number> {
  const lines = maps.matchAll(/^([0-9a-f]+)-[0-9a-f]+ \S+ 0+ \S+ \d+ +(\/.*)$/gm);
  const found = new Map<string, number>();
  for (const [, from, path] of lines) if (!found.has(path!)) found.set(path!, Number.parseInt(from!, 16));
  return found;
}
