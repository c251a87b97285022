import { readdirSync, readFileSync } from 'node:fs';

/** Processes can be looked up by their group only where there is a /proc. */
export const hasProc = process.platform === 'linux';

type Found = { pid: number; parent: number; group: number; state: string };

function statOf(pid: string): Found | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', parent, group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(pid), parent: Number(parent), group: Number(group), state };
  } catch {
    return null;
  }
}

const isDead = ({ state }: Found) => state === 'Z' || state === 'X';

function membersOf(group: number): Found[] {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return found.map(statOf).filter((one): one is Found => one?.group === group);
}

/** Who started a process, or took it over; null when it is gone. */
export const parentOf = (pid: number) => statOf(String(pid))?.parent ?? null;

/** Numbers of those that a process has started and that have not ended. */
export function childrenOf(parent: number): number[] {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return found.map(Number).filter((pid) => parentOf(pid) === parent);
}

/** The group of a process; null when it is gone. */
export const groupOf = (pid: number) => statOf(String(pid))?.group ?? null;

/** Numbers of the live processes of a group. A zombie is dead: only its parent has not asked yet. */
export function processesOfGroup(group: number): number[] {
  return membersOf(group).flatMap((found) => (isDead(found) ? [] : [found.pid]));
}

/** Numbers of the dead of a group for whom nobody has asked. */
export function zombiesOfGroup(group: number): number[] {
  return membersOf(group).flatMap((found) => (isDead(found) ? [found.pid] : []));
}

/**
 * Numbers of the live processes that have this text in their environment: it goes along whatever becomes of parents, groups
 * and sessions. The dead have no environment.
 */
export function processesMarked(text: string): number[] {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return found.map(Number).filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/environ`, 'latin1').split('\0').includes(text);
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return false;
    }
  });
}

/** Resolves once a fact holds; it is looked at again and again, until the test's own time-out. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

/** The command line of a process, its arguments parted by blanks; empty when it is gone. */
export function commandOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ').trim();
  } catch {
    return '';
  }
}
