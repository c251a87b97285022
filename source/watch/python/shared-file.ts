import { readlinkSync } from 'node:fs';

/**
 * The path under which a file without a place on any disk can be opened that a process has under a descriptor. Throws where
 * it is another file: the process may have another number than it says, or have closed it.
 */
export function sharedFile(pid: number, descriptor: number, name: string): string {
  const path = `/proc/${pid}/fd/${descriptor}`;
  const target = readlinkSync(path);
  if (!target.startsWith(`/memfd:${name}`)) throw new Error(`${path} is ${target}`);
  return path;
}
