import { type Measured, rounded } from '../protocol/units.ts';
import type { Lane } from './vitals.ts';

/** How the threads of a pool shared the lock of their runtime, on average of each. */
export type LockShare = {
  readonly threads: number;
  /** Shares of the time since the first task's turn. */
  readonly computedRatio: number;
  readonly waitedRatio: number;
};

/** Null where there are fewer than two such threads, and where nobody measured how long one of them waited. */
export function lockShareOf(
  lanes: readonly Pick<Lane, 'kind' | 'cpuMs' | 'lockMs'>[],
  wallMs: Measured,
): LockShare | null {
  const threads = lanes.filter(({ kind }) => kind === 'thread');
  if (!wallMs || threads.length < 2) return null;
  let cpuMs = 0;
  let lockMs = 0;
  for (const thread of threads) {
    if (thread.cpuMs === null || thread.lockMs === null) return null;
    cpuMs += thread.cpuMs;
    lockMs += thread.lockMs;
  }
  const ofMs = wallMs * threads.length;
  return {
    threads: threads.length,
    computedRatio: rounded(Math.min(1, cpuMs / ofMs))!,
    waitedRatio: rounded(Math.min(1, lockMs / ofMs))!,
  };
}
