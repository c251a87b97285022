import { wordsOf } from '../../catalog/models.ts';
import { duration, percent, plural } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { worstOf } from '../held-place.ts';
import { didWords, placeWords } from '../held-words.ts';
import { lateTimeOuts } from '../late-time-outs.ts';

/** Time-outs that fired because the loop was frozen: the other side may have answered. */
export const falseTimeOuts: Rule = {
  id: 'false-time-outs',
  looksFor: 'time-outs that fired because the loop was frozen, and not because nobody answered',
  underLoad: 'times',
  find({ session }) {
    const late = lateTimeOuts(session);
    if (late === null) return null;
    const { tasks, mayBeMore, freezes, freezeMs, frozenRatio, lifeMs, unread } = late;
    const fired = `${mayBeMore ? 'At least ' : ''}${plural(tasks.length, 'time-out')} fired after a freeze of ${duration(freezeMs)}`;
    // Where few answers were there, most requests had not even left.
    const waiting =
      unread !== null && unread >= tasks.length / 2
        ? `: ${plural(unread, 'socket')} had an unread answer`
        : `: it took ${percent(frozenRatio)} of their ${duration(lifeMs)}`;
    // What waits for a core is nobody's doing.
    const known = worstOf(freezes.filter(({ cause }) => cause !== 'no-core'));
    const did = known && didWords(known);
    const place = known && placeWords(known);
    return {
      rule: this.id,
      severity: 'problem',
      saw: `${fired}${waiting}`,
      figures: {
        timeOuts: tasks.length,
        freezeMs,
        frozenRatio,
        ...(unread === null ? {} : { unreadSockets: unread }),
      },
      why: `Timers fire before the loop reads what has arrived${did === null ? '' : `. It was ${did}`}.`,
      next: `Free the loop first${place === null ? '' : ` (${place})`}: a longer time-out would only hide it`,
      step: null,
      source: wordsOf(session.plan).pages.eventLoop,
    };
  },
};
