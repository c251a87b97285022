import { feltWaitMs } from '../../catalog/figures.ts';
import { wordsOf } from '../../catalog/models.ts';
import { duration } from '../../format.ts';
import { ownFrames } from '../../session/own-frame.ts';
import type { Held } from '../../session/vitals.ts';
import type { Rule } from '../finding.ts';
import { worstOf } from '../held-place.ts';
import { frameWords } from '../held-words.ts';
import { sources } from '../sources.ts';
import { frozenLoop } from './loop-blocked.ts';

/** Of the time in which the loop was frozen: less than half of it says little of the rest. */
const mostOfIt = 0.5;

/** Tasks go on, but the loop never turns: a queue that it empties before each turn is refilled as fast. */
export const loopStarved: Rule = {
  id: 'loop-starved',
  looksFor: 'an event loop kept from turning by microtasks or process.nextTick',
  underLoad: 'times',
  find(evidence) {
    const { held } = evidence.session.loop;
    const frozen = frozenLoop(evidence);
    const starved = held.filter(({ starvedBy }) => starvedBy !== null);
    const starvedMs = sum(starved);
    if (frozen === null || starvedMs < feltWaitMs || starvedMs < mostOfIt * sum(held)) return null;
    const worst = worstOf(starved);
    const words = wordsOf(evidence.session.plan).starving;
    if (!worst?.starvedBy || words === null) return null;
    const { what, why, next } = words[worst.starvedBy];
    const place = whereRefilled(worst);
    return {
      rule: this.id,
      severity: 'problem',
      saw: `${what} kept the loop from turning for ${duration(starvedMs)}${place === null ? '' : ` (${place})`}`,
      figures: { starvedMs, frozenMs: frozen.frozenMs, longestMs: worst.durationMs },
      why,
      next: place === null ? next.replace(' there', '') : next,
      step: null,
      source: sources.queues,
    };
  },
};

/** Who has to let the loop turn: what awaits, or what a queue of callbacks called. What that one calls need not know of it. */
function whereRefilled(held: Held): string | null {
  const frames = ownFrames(held);
  const frame = held.starvedBy === 'ticks' ? frames.at(-1) : frames[0];
  return frame === undefined ? null : frameWords(frame);
}

const sum = (held: readonly Held[]) => held.reduce((ms, { durationMs }) => ms + durationMs, 0);
