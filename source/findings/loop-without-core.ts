import { duration } from '../format.ts';
import type { Plan } from '../protocol/plan.ts';
import { offLoopCores } from '../session/processor.ts';
import type { Evidence, Found } from './finding.ts';
import { sources } from './sources.ts';
import { type Advice, advice } from './step.ts';

/** Of a standstill: a call that blocks waits for a core in a fortieth of it, with 20 others on two cores (measured). */
const queuedShare = 0.25;
/** A loop that had a core for less than this share of what it wanted shared it with four others or more. */
const servedRatio = 0.2;
/** Of the cores: with half of them in threads of its own, the run takes the loop's core itself. */
const ownShare = 0.5;

/** A loop that was frozen because it had no core to run on: no task blocked it. Null where tasks may have. */
export function withoutCore({ session, summary }: Evidence, frozenMs: number): Omit<Found, 'rule'> | null {
  const { cpuMs = null, waitMs = null } = session.lanes.find(({ id }) => id === 0) ?? {};
  if (cpuMs === null || waitMs === null) return null;
  if (waitMs < queuedShare * frozenMs || cpuMs >= servedRatio * (cpuMs + waitMs)) return null;
  const { effectiveCores } = summary.cpu;
  const own = effectiveCores !== null && (offLoopCores(summary) ?? 0) >= ownShare * effectiveCores;
  return {
    severity: 'warning',
    saw: `The loop froze for ${duration(frozenMs)}. In all it waited ${duration(waitMs)} for a core and ran ${duration(cpuMs)}`,
    figures: { frozenMs, freezes: session.loop.freezeCount, queuedMs: waitMs, computedMs: cpuMs },
    why: 'It was ready to run, but other work had the cores. Your tasks may be fine.',
    ...next(own, session.plan),
    source: sources.runQueue,
  };
}

function next(own: boolean, { poolThreads }: Plan): Advice {
  if (!own) return advice({ kind: 'again' }, ' when the machine is quiet: other programs used its core');
  return poolThreads !== null && poolThreads > 1
    ? advice({ kind: 'pool', to: 'fewer' }, ', or fewer tasks at once: they used its core')
    : advice({ kind: 'at-once', to: 'fewer' }, ', or fewer threads: its own threads used its core');
}
