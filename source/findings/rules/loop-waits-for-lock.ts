import { feltWaitMs } from '../../catalog/figures.ts';
import { modelCard, sharesLoop, wordsOf } from '../../catalog/models.ts';
import { duration, percent } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { workOf } from '../work.ts';

/** A loop that waits for a lock a fifth of its time is late for every timer and connection. */
export const feltLockRatio = 0.2;

/** A loop in whose process threads compute: it needs the lock that they hold for each of its turns. */
export const loopWaitsForLock: Rule = {
  id: 'loop-waits-for-lock',
  looksFor: 'an event loop that waits for the lock (the GIL) held by threads',
  underLoad: 'times',
  find(evidence) {
    const { plan } = evidence.session;
    const { lanes, loop } = evidence.summary;
    const work = workOf(evidence);
    const lockMs = lanes.find(({ kind }) => kind === 'loop')?.lockMs ?? null;
    if (!sharesLoop(modelCard(plan)) || !work || lockMs === null || lockMs < feltWaitMs) return null;
    const lockRatio = lockMs / work.wallMs;
    if (lockRatio < feltLockRatio) return null;
    const late = loop.lagMaxMs === null ? '' : ` and was up to ${duration(loop.lagMaxMs)} late`;
    return {
      rule: this.id,
      severity: 'problem',
      saw: `The loop waited for the lock ${percent(lockRatio)} of the time${late}`,
      figures: { lockMs, lockRatio, ...(loop.lagMaxMs === null ? {} : { lagMaxMs: loop.lagMaxMs }) },
      why: 'Threads that run Python code hold the lock that each turn of the loop needs.',
      next: `Move the computing to processes: ${wordsOf(plan).offload.computing}`,
      step: null,
      source: sources.lock,
    };
  },
};
