import { wordsOf } from '../../catalog/models.ts';
import { cores, percent } from '../../format.ts';
import type { RuntimeId } from '../../protocol/plan.ts';
import { busyIn, freeCoresIn, lately } from '../../session/moments.ts';
import { nowMs } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** A loop that is busier has no room for a burst: at 90 % a request waits nine times as long as it takes (M/M/1). */
const busyRatio = 0.9;
/** Less of the cores may be what other programs leave between two of their turns. */
export const leastFreeCores = 0.5;
/** On average, at the looks: of fewer connections each soon has its turn. */
const leastWaiting = 2;

/** What a program does that one loop is too little for. */
export const moreLoops: Readonly<Record<RuntimeId, string>> = {
  node: 'Run one process per core (node:cluster), or move computing to worker threads',
  python: 'Run one process per core (uvicorn --workers), or move computing to processes',
};

/** One loop is all that serves, it is full, and cores are free. */
export const oneCoreUsed: WatchRule = {
  id: 'one-core-used',
  looksFor: 'a loop that is busy 90 % of the time, while cores are free and requests wait',
  unless: ['loop-held'],
  find({ moments, started }) {
    const runtime = started?.engine?.runtime;
    const span = lately(moments, nowMs);
    if (!span || !started || runtime === undefined) return [];
    const busy = busyIn(span);
    const { cores: all } = started.machine;
    const freeCores = freeCoresIn(span, all);
    if (busy === null || freeCores === null) return [];
    const looks = moments.flatMap(({ atMs, waiting }) =>
      atMs > span.from.atMs && waiting !== null ? waiting : [],
    );
    const waiting = looks.reduce((sum, one) => sum + one, 0) / Math.max(1, looks.length);
    if (busy < busyRatio || freeCores < leastFreeCores || waiting < leastWaiting) return [];
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw: `The loop was busy ${percent(busy)} of the time, while ${cores(Math.round(freeCores * 100) / 100)} of ${cores(all)} cores were free`,
        figures: { busyRatio: busy, freeCores, waiting },
        why: `On average ${Math.round(waiting)} connections waited for it. A loop uses one core.`,
        next: moreLoops[runtime],
        step: null,
        source: wordsOf({ runtime }).pages.cores,
      },
    ];
  },
};
