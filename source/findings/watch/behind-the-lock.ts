import { feltWaitMs } from '../../catalog/figures.ts';
import { wordsOf } from '../../catalog/models.ts';
import { percent, seconds } from '../../format.ts';
import { grown, lately } from '../../session/moments.ts';
import { feltLockRatio } from '../rules/loop-waits-for-lock.ts';
import { sources } from '../sources.ts';
import { nowMs } from './recent.ts';
import type { WatchFound, WatchRule } from './rule.ts';

/** On average: as many threads wait for the lock as can hold it. */
const leastWaiting = 1;

/** Threads of CPython that wait for the lock that only one of them can hold. */
export const behindTheLock: WatchRule = {
  id: 'behind-the-lock',
  looksFor: 'threads of Python that wait for the lock (the GIL) that another one holds',
  find({ moments, started }) {
    const runtime = started?.engine?.runtime;
    const span = lately(moments, nowMs);
    if (!span || runtime === undefined) return [];
    const { overMs } = span;
    const [loopMs, threadsMs] = [grown(span, 'lockMs') ?? 0, grown(span, 'threadsLockMs') ?? 0];
    const found = (severity: WatchFound['severity'], saw: string, why: string): WatchFound[] => [
      {
        rule: this.id,
        subject: null,
        severity,
        saw,
        figures: { loopLockRatio: loopMs / overMs, threadsWaiting: threadsMs / overMs },
        why,
        next: `Move the computing to processes: ${wordsOf({ runtime }).beside.computing}`,
        step: null,
        source: sources.lock,
      },
    ];
    if (loopMs >= feltWaitMs && loopMs >= feltLockRatio * overMs)
      return found(
        'problem',
        `The main thread waited for the lock ${percent(loopMs / overMs)} of the last ${seconds(overMs)}`,
        'Threads that run Python code hold the lock that each of its turns needs.',
      );
    if (threadsMs >= leastWaiting * overMs)
      return found(
        'warning',
        `On average ${(threadsMs / overMs).toFixed(1)} threads waited for the lock in the last ${seconds(overMs)}`,
        'Only one thread at a time runs Python code: more of them make it no faster.',
      );
    return [];
  },
};
