import { wordsOf } from '../../catalog/models.ts';
import { duration, percent, seconds } from '../../format.ts';
import { grown, lately } from '../../session/moments.ts';
import { collectedWords, lessToCollect } from '../collector-words.ts';
import { feltInSecondMs, feltRatio } from '../rules/collector-pauses.ts';
import { nowMs } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** Garbage collection in pauses that people feel, now and not only once. */
export const collectorPauses: WatchRule = {
  id: 'collector-pauses',
  looksFor: 'garbage collection that holds the main loop for 100 ms in a second',
  find({ lanes, moments, started }) {
    const runtime = started?.engine?.runtime;
    const collecting = lanes.find(({ id }) => id === 0)?.collecting ?? null;
    const span = lately(moments, nowMs);
    const collectorMs = span && grown(span, 'collectorMs');
    if (runtime === undefined || !collecting || !span || collectorMs === null) return [];
    const { worstMs } = collecting;
    if (worstMs < feltInSecondMs || collectorMs < feltRatio * span.overMs) return [];
    const ratio = Math.min(1, collectorMs / span.overMs);
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw: `Garbage collection took ${percent(ratio)} of the last ${seconds(span.overMs)}, up to ${duration(worstMs)} in a second`,
        figures: {
          collectorMs: Math.round(collectorMs),
          worstMs: Math.round(worstMs),
          collectorRatio: ratio,
        },
        why: `Nothing is answered meanwhile. ${collectedWords(collecting, null)}`,
        next: lessToCollect(runtime, collecting),
        step: null,
        source: wordsOf({ runtime }).pages.collector,
      },
    ];
  },
};
