import type { Measured } from '../protocol/units.ts';
import { type ReadText, readText } from './cgroup.ts';

/** How many files and sockets a process may hold open, out of /proc/self/limits; null: not told, or without a limit. */
export function parseDescriptorLimit(text: string): Measured {
  const soft = /^Max open files\s+(\d+)\s/m.exec(text)?.[1];
  return soft === undefined ? null : Number(soft);
}

/**
 * The limit of a process: of this one, as of each that Heddle starts, or of the one with that number. Node.js raises it as it starts to what `ulimit -Hn` says, so
 * it may be more than `ulimit -n` shows in the shell.
 */
export function descriptorLimit(pid: number | 'self' = 'self', read: ReadText = readText): Measured {
  return parseDescriptorLimit(read(`/proc/${pid}/limits`) ?? '');
}
