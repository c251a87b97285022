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

/** Numbers of the live processes of a group. A zombie is dead: only its parent has not asked yet. */
export function processesOfGroup(group: number): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(statOf)
    .filter((found) => found !== null && found.group === group && found.state !== 'Z' && found.state !== 'X')
    .map((found) => found!.pid);
}

/** Resolves once a fact holds; it is looked at again and again, until the test's own time-out. */
export async function eventually(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}
