import { latestMs } from '../../session/series.ts';
import type { Held } from '../../session/vitals.ts';
import type { Watch } from '../../session/watch.ts';

/** What is said of now: long enough to tell chance from a state, and short enough to be over when its cause is. */
export const nowMs = 60_000;

/** The freezes of the last minutes, and the time that they are of. */
export function recentFreezes({ atMs, loop, loadedMs, program }: Watch): {
  readonly held: readonly Held[];
  readonly overMs: number;
} {
  const [first] = loop.held;
  const all = loop.held.length === loop.freezeCount;
  // Of an attached process it is not known what was before.
  const since = program?.target.how === 'launched' ? (loadedMs ?? 0) : 0;
  // Where there were more than are kept, it is the time of those that are.
  const fromMs = Math.max(since, all ? 0 : (first?.startedMs ?? 0), atMs - latestMs);
  return { held: loop.held.filter(({ startedMs }) => startedMs >= fromMs), overMs: atMs - fromMs };
}

/** Whether code held the loop: what others did has findings of its own, the collector, other threads, other programs. */
export const isOfCode = ({ cause }: Held) => cause !== 'collector' && cause !== 'lock';

/**
 * What of a freeze its code did itself: where it waited for a core, the time that it had one. With a core of its own it would hold
 * the loop for as long. Null: it is not known, or others did it.
 */
export function ownPart(held: Held): Held | null {
  if (!isOfCode(held)) return null;
  if (held.cause !== 'no-core') return held;
  return held.cpuMs === null ? null : { ...held, cause: 'computing', durationMs: held.cpuMs };
}

/** How long they took together, in milliseconds. */
export const sumOf = (held: readonly Held[]) => held.reduce((ms, { durationMs }) => ms + durationMs, 0);
