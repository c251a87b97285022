import { count, plural } from '../../format.ts';
import { addPlace } from '../../session/held-places.ts';
import type { Held } from '../../session/vitals.ts';
import { waitingOutside } from '../../session/waiting-outside.ts';
import { sources } from '../sources.ts';
import { culpritWords, mostLetters } from './place-words.ts';
import { isOfCode, recentFreezes } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** Of fewer connections each soon has its turn. */
const fewestWaiting = 4;
/** Two or three turns of a loop: in so little time between two freezes it has not read all that waited in the first. */
const inARowMs = 50;

/** Requests that have come to the machine while the loop is held, and not to the program. */
export const requestsWaitOutside: WatchRule = {
  id: 'requests-wait-outside',
  looksFor:
    'clients that wait while the loop is held: what they sent is not read, or they are not accepted yet',
  find(watch) {
    const { held, overMs } = recentFreezes(watch);
    const looks = watch.waited
      .filter(({ atMs }) => atMs >= watch.atMs - overMs)
      .map((look) => ({ look, freezes: waitedFor(held, look.atMs) }))
      .filter(({ freezes }) => freezes.length > 0);
    const [worst] = looks.toSorted((a, b) => waitingOutside(b.look) - waitingOutside(a.look));
    if (!worst || waitingOutside(worst.look) < fewestWaiting) return [];
    const { unread, backlog, open } = worst.look;
    const waiting = waitingOutside(worst.look);
    const [most, ...others] = worst.freezes.filter(isOfCode).reduce(addPlace, []);
    const culprit = most && `${culpritWords(most)}${others.length > 0 ? ' and others' : ''}`;
    const who = `Up to ${plural(waiting, 'client')} waited while`;
    const whole = culprit && `${who} ${culprit} held the loop`;
    const isWhole = whole !== undefined && whole.length <= mostLetters;
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw: isWhole ? whole : `${who} the loop was held`,
        figures: { waiting, unread, backlog, open },
        why: [
          ...(culprit && !isWhole ? [`It was held by ${culprit}.`] : []),
          `The program had not read what ${count(unread)} had sent, and not accepted ${count(backlog)} more.`,
          'Its own logs leave this wait out.',
        ].join(' '),
        next: 'Free the loop: nobody new is answered while it is held',
        step: null,
        source: sources.listen,
      },
    ];
  },
};

/** The freezes in which those waited who waited then, each as long as it had lasted: that one, and those just before it. */
function waitedFor(held: readonly Held[], atMs: number): Held[] {
  const found: Held[] = [];
  let fromMs = atMs;
  for (const one of held.toReversed()) {
    const { startedMs, durationMs, over } = one;
    if (startedMs > atMs) continue;
    // It was told in time that it began, but may not be known to last until then.
    if (over && fromMs - startedMs - durationMs > inARowMs) break;
    found.push({ ...one, durationMs: Math.min(over ? durationMs : atMs - startedMs, atMs - startedMs) });
    fromMs = startedMs;
  }
  return found;
}
