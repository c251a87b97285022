import { count, percent } from '../../format.ts';
import type { LaneSummary } from '../../session/summary.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { workOf } from '../work.ts';

/** A thread that has the lock whenever it wants it, and wants it all the time: 99 % computing, 0 % waiting (measured). */
const hogComputes = 0.6;
const hogWaits = 0.1;
/** One that calls C code beside it: 28 % computing, 70 % waiting (measured). */
const victimWaits = 0.4;

/**
 * Threads that let the lock go at each call, and wait to get it back from one that computes and keeps it as long as it may:
 * 5 ms for each call, however short. Of threads that share it alike, none is ahead.
 */
export const convoy: Rule = {
  id: 'convoy',
  looksFor: 'threads that let the lock go and then wait for one that computes',
  underLoad: 'times',
  find(evidence) {
    const work = workOf(evidence);
    if (!work) return null;
    const sharing = evidence.summary.lanes.flatMap((lane) => shareOf(lane, work.wallMs) ?? []);
    const hogs = sharing.filter(
      ({ computed, waited, wanted }) =>
        computed >= hogComputes * wanted && wanted >= hogComputes && waited <= hogWaits,
    );
    // A loop that waits is another finding's, and one without tasks only beats.
    const victims = sharing.filter(({ kind, waited }) => kind !== 'loop' && waited >= victimWaits);
    const [hog] = hogs;
    const [victim] = victims;
    if (hogs.length !== 1 || !hog || !victim) return null;
    const waitedRatio = victims.reduce((sum, { waited }) => sum + waited, 0) / victims.length;
    const who = victims.length === 1 ? victim.name : `${count(victims.length)} threads`;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${who} waited for the lock ${percent(waitedRatio)} of the time while ${hog.name} computed ${percent(hog.computed)}`,
      figures: { threads: victims.length, waitedRatio, computedRatio: hog.computed },
      why: 'Each call that lets the lock (GIL) go waits up to 5 ms to get it back.',
      next: `Move what ${hog.name} computes to a process: it then holds another lock`,
      step: null,
      source: sources.switchInterval,
    };
  },
};

type Share = {
  readonly kind: LaneSummary['kind'];
  readonly name: string;
  readonly computed: number;
  readonly waited: number;
  readonly wanted: number;
};

/** Shares of the time; null of a lane that shares no lock. */
function shareOf({ kind, name, cpuMs, waitMs, lockMs }: LaneSummary, wallMs: number): Share | null {
  if (cpuMs === null || lockMs === null) return null;
  const wanted = (cpuMs + (waitMs ?? 0) + lockMs) / wallMs;
  return { kind, name, computed: cpuMs / wallMs, waited: lockMs / wallMs, wanted };
}
