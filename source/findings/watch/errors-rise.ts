import { count, percent, seconds } from '../../format.ts';
import { grown, lately } from '../../session/moments.ts';
import { sources } from '../sources.ts';
import { nowMs } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** Of a minute: fewer fail by themselves, such as where clients go away. */
const fewestFailed = 10;
/** Of the requests of that minute. */
const leastRatio = 0.05;
/** As many as before, or more, of all: what fails all the time is no news. */
const timesMore = 3;

/** Requests that fail more often than before. */
export const errorsRise: WatchRule = {
  id: 'errors-rise',
  looksFor: 'requests that fail three times as often as before',
  find({ moments, requests }) {
    const span = lately(moments, nowMs);
    if (!span) return [];
    const [failed, ended] = [grown(span, 'failed') ?? 0, grown(span, 'ended') ?? 0];
    const ratio = ended > 0 ? failed / ended : 0;
    const before = span.from.ended > 0 ? span.from.failed / span.from.ended : null;
    if (before === null || failed < fewestFailed || ratio < leastRatio || ratio < timesMore * before)
      return [];
    const [worst] = requests.routes
      .filter(({ kind }) => kind === 'server')
      .toSorted((a, b) => b.failed - a.failed);
    return [
      {
        rule: this.id,
        subject: worst?.route ?? null,
        severity: 'problem',
        saw: `${percent(ratio)} of the requests failed in the last ${seconds(span.overMs)}, and ${percent(before)} before`,
        figures: { failed, ended, failedRatio: ratio, beforeRatio: before },
        why: worst
          ? `Most of them were ${worst.route}: ${count(worst.failed)} in all.`
          : 'Something has changed.',
        next: 'Look at what it printed at that time, and at the slow calls to others',
        step: null,
        source: sources.serverErrors,
      },
    ];
  },
};
