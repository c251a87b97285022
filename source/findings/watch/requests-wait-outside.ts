import { count, plural } from '../../format.ts';
import { ownFrame } from '../../session/own-frame.ts';
import type { Held } from '../../session/vitals.ts';
import { waitingOutside } from '../../session/waiting-outside.ts';
import { sources } from '../sources.ts';
import { functionWords } from './loop-held.ts';
import { recentFreezes } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** Of fewer connections each soon has its turn. */
const fewestWaiting = 4;

/** Requests that have come to the machine while the loop is held, and not to the program. */
export const requestsWaitOutside: WatchRule = {
  id: 'requests-wait-outside',
  looksFor: 'connections that wait unread, or not accepted, while the loop is held',
  find(watch) {
    const { held, overMs } = recentFreezes(watch);
    const looks = watch.waited.filter(({ atMs }) => atMs >= watch.atMs - overMs);
    const [worst] = looks.toSorted((a, b) => waitingOutside(b) - waitingOutside(a));
    if (!worst || waitingOutside(worst) < fewestWaiting) return [];
    const { unread, backlog, open } = worst;
    const waiting = waitingOutside(worst);
    const frame = held
      .map((one) => (isAt(one, worst.atMs) ? ownFrame(one) : null))
      .find((one) => one !== null);
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw: `${plural(waiting, 'connection')} waited outside while ${frame ? `${functionWords(frame)} held the loop` : 'the loop was held'}`,
        figures: { waiting, unread, backlog, open },
        why: `${count(unread)} had sent what nobody read, ${count(backlog)} were not accepted. Your logs miss that time.`,
        next: 'Free the loop: what is measured inside the program begins after this wait',
        step: null,
        source: sources.listen,
      },
    ];
  },
};

/** It was told in time that it began, but may not be known to last until then. */
const isAt = ({ startedMs, durationMs, over }: Held, atMs: number) =>
  startedMs <= atMs && (!over || atMs <= startedMs + durationMs);
