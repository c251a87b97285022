import { readdirSync, readFileSync } from 'node:fs';

/** Processes can be looked up by their group only where there is a /proc. */
export const hasProc = process.platform === 'linux';

type Found = { pid: number; group: number; state: string };

function statOf(pid: string): Found | null {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1');
    const [state = '', , group] = text.slice(text.lastIndexOf(')') + 2).split(' ');
    return { pid: Number(pid), group: Number(group), state };
  } catch {
    return null;
  }
}

const isDead = ({ state }: Found) => state === 'Z' || state === 'X';

function membersOf(group: number): Found[] {
  const found = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return found.map(statOf).filter((one): one is Found => one?.group === group);
}

/** Numbers of the live processes of a group. A zombie is dead: only its parent has not asked yet. */
export function processesOfGroup(group: number): number[] {
  return membersOf(group).flatMap((found) => (isDead(found) ? [] : [found.pid]));
}

/** Numbers of the dead of a group for whom nobody has asked. */
export function zombiesOfGroup(group: number): number[] {
  return membersOf(group).flatMap((found) => (isDead(found) ? [found.pid] : []));
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
