import { duration } from '../../format.ts';
import { ownFrame } from '../../session/own-frame.ts';
import { sources } from '../sources.ts';
import { culpritWords } from './place-words.ts';
import type { WatchRule } from './rule.ts';

/** A second is what interrupts a thought (Nielsen, 1993), and whoever changes code waits for it after each change. */
const slowMs = 1000;

/** A program that takes long before its loop turns for the first time: it answers nobody until then. */
export const loadingSlow: WatchRule = {
  id: 'loading-slow',
  looksFor: 'a program that loads for a second or longer before its loop turns',
  find({ loadedMs, loading, program, started }) {
    if (program?.target.how !== 'launched' || loadedMs === null || loadedMs < slowMs) return [];
    const frame = loading && ownFrame(loading);
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'note',
        saw: `It loaded for ${duration(loadedMs)} before its loop turned for the first time`,
        figures: { loadedMs: Math.round(loadedMs) },
        why: frame
          ? `Much of it was in ${culpritWords({ ...frame, placed: loading.placed ?? 'at' })}. Until then it answers nobody.`
          : 'Each start and each restart takes that long. Until then it answers nobody.',
        // Python has no bundles.
        next:
          started?.engine?.runtime === 'python'
            ? 'Import later what is not needed at once'
            : 'Load later what is not needed at once, or bundle it into fewer files',
        step: null,
        source: sources.responseTimes,
      },
    ];
  },
};
