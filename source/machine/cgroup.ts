import { readFileSync } from 'node:fs';
import path from 'node:path';

/** A file's text; null when it cannot be read. */
export type ReadText = (file: string) => string | null;

export function readText(file: string): string | null {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}

/** A control group this process is in, or one above it: where its files are. */
export type CgroupFolder = { version: 1 | 2; folder: string };

/** The groups whose limits bind this process, from its own up to the root: of cgroup v2, then of v1's controller. */
export function cgroupFolders(controller: string, read: ReadText): CgroupFolder[] {
  const groups = read('/proc/self/cgroup') ?? '';
  const v2 = /^0::(\/.*)$/m.exec(groups)?.[1];
  const v1 = new RegExp(`^\\d+:(?:[^:]*,)?${controller}(?:,[^:]*)?:(/.*)$`, 'm').exec(groups)?.[1];
  return [
    ...upwards(v2).map((group) => ({
      version: 2 as const,
      folder: path.posix.join('/sys/fs/cgroup', group),
    })),
    ...upwards(v1).map((group) => ({
      version: 1 as const,
      folder: path.posix.join('/sys/fs/cgroup', controller, group),
    })),
  ];
}

function upwards(group: string | undefined): string[] {
  const groups: string[] = [];
  for (let at = group; at !== undefined; at = at === '/' ? undefined : path.posix.dirname(at))
    groups.push(at);
  return groups;
}
