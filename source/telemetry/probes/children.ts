import { readdirSync, readFileSync } from 'node:fs';
import type { Measured } from '../../protocol/units.ts';
import { parseStatCpuMs } from './usage.ts';

/** Deeper than a shell that starts a program that starts a pool. */
const deepest = 5;

/**
 * Processor time of the processes that a process has started, and of those that these have, in milliseconds: of children
 * that ended and were waited for the kernel keeps the sum, and those that are left are asked. Only Linux tells.
 */
export class ChildrenProbe {
  readonly #pid: number;

  constructor(pid: number) {
    this.#pid = pid;
  }

  /** `apart`: processes that are no children of the work, such as lanes. Null where it cannot be told. */
  sample(apart: ReadonlySet<number>): Measured {
    const endedMs = parseStatCpuMs(statOf(this.#pid), 'ended');
    return endedMs === null ? null : endedMs + runningMs(this.#pid, apart, deepest);
  }
}

/** How many processes the main thread of a process has started that still run; null where it cannot be told. */
export function countChildren(pid: number, apart: ReadonlySet<number>): Measured {
  const text = read(`/proc/${pid}/task/${pid}/children`);
  return text === null
    ? null
    : text.split(' ').filter((child) => child > '' && !apart.has(Number(child))).length;
}

function runningMs(pid: number, apart: ReadonlySet<number>, depth: number): number {
  if (depth === 0) return 0;
  const children = childrenOf(pid).filter((child) => !apart.has(child));
  return children.reduce((sum, child) => {
    const stat = statOf(child);
    const ownMs = (parseStatCpuMs(stat) ?? 0) + (parseStatCpuMs(stat, 'ended') ?? 0);
    return sum + ownMs + runningMs(child, apart, depth - 1);
  }, 0);
}

/** The processes that a process has started. A thread of it that starts a process is that process's parent. */
export function childrenOf(pid: number): number[] {
  const children = threadsOf(pid).flatMap((tid) =>
    (read(`/proc/${pid}/task/${tid}/children`) ?? '').split(' ').map(Number),
  );
  return children.filter((child) => child > 0);
}

/** The processes that a process has started, those that these have, and so on: the nearest first, at most so many. */
export function descendantsOf(pid: number, most: number): number[] {
  const found = childrenOf(pid).slice(0, most);
  for (let at = 0; at < found.length && found.length < most; at++)
    found.push(...childrenOf(found[at]!).slice(0, most - found.length));
  return found;
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return [];
  }
}

const statOf = (pid: number) => read(`/proc/${pid}/stat`);

/** Null where it has just ended. */
function read(file: string): string | null {
  try {
    return readFileSync(file, 'latin1');
  } catch {
    return null;
  }
}
