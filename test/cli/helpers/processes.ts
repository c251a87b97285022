import { readdirSync, readFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';
import { markName } from './sandbox.ts';

export type Found = { pid: number; command: string };

/**
 * Living processes that were started with that mark in their environment. A zombie has no environment any more and
 * does not count: it is dead and waits to be fetched.
 */
export function processesOf(mark: string): Found[] {
  const wanted = `${markName}=${mark}\0`;
  return readdirSync('/proc').flatMap((name) => {
    if (!/^\d+$/.test(name)) return [];
    try {
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(wanted)) return [];
      const command = readFileSync(`/proc/${name}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
      return [{ pid: Number(name), command }];
    } catch {
      // It has ended meanwhile, or is somebody else's.
      return [];
    }
  });
}

/** Far more than anything here takes: it only ends a test that would wait for ever. */
export const patienceMs = 20_000;

/** Waits for a fact that nobody reports. Rejects when it does not come true. */
export async function until<T>(what: string, look: () => T | undefined | false): Promise<T> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const seen = look();
    if (seen !== undefined && seen !== false) return seen;
    if (performance.now() > deadline) throw new Error(`waited in vain for: ${what}`);
    await setTimeout(10);
  }
}

/** Resolves when no process with that mark is left; rejects with those that stay. */
export async function untilNoneOf(mark: string): Promise<void> {
  try {
    await until('the end of all processes', () => processesOf(mark).length === 0);
  } catch (cause) {
    const left = processesOf(mark).map(({ pid, command }) => `${pid} ${command}`);
    throw new Error(`still there: ${left.join(', ')}`, { cause });
  }
}

/** The process of Heddle itself among those with that mark, once there is one. */
export function untilHeddle(mark: string): Promise<Found> {
  return until('a process of heddle', () => processesOf(mark).find(({ command }) => isHost(command)));
}

/** The processes that do the work: all but Heddle itself and the shell it may have been started from. */
export function enginesOf(mark: string): Found[] {
  return processesOf(mark).filter(({ command }) => command.includes('/engine/'));
}

/** It may have changed its title. */
function isHost(command: string): boolean {
  if (command === 'heddle') return true;
  return /^\S*node\S* (?:\S+ )*\S*bin\.js/.test(command);
}
