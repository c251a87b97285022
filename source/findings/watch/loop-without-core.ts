import { feltWaitMs } from '../../catalog/figures.ts';
import { duration, seconds, times } from '../../format.ts';
import { addHeld } from '../../session/held-places.ts';
import type { HeldPlace } from '../../session/vitals.ts';
import { sources } from '../sources.ts';
import { functionWords, mostLetters } from './place-words.ts';
import { recentFreezes, sumOf } from './recent.ts';
import type { WatchRule } from './rule.ts';

/** One that waits for a core a hundredth of the time is late for one request in a hundred. */
const feltRatio = 0.01;

/** A loop that was ready to go on while others had the cores: its code may be fine. */
export const loopWithoutCore: WatchRule = {
  id: 'loop-without-core',
  looksFor: 'an event loop that waits for a core',
  find(watch) {
    const { held: all, overMs } = recentFreezes(watch);
    const held = all.filter(({ cause }) => cause === 'no-core');
    const heldMs = sumOf(held);
    const longestMs = Math.max(0, ...held.map(({ durationMs }) => durationMs));
    if (longestMs < feltWaitMs || heldMs < feltRatio * overMs) return [];
    const [place] = held.reduce(addHeld, []);
    const [waited, over] = [duration(heldMs), seconds(overMs)];
    const placed =
      place && `The loop waited ${waited} of ${over} for a core, mostly in ${functionWords(place)}`;
    return [
      {
        rule: this.id,
        subject: null,
        severity: 'warning',
        saw:
          placed && placed.length <= mostLetters
            ? placed
            : `The loop waited for a core ${times(held.length)}, ${waited} of the last ${over}`,
        figures: {
          freezes: held.length,
          heldMs: Math.round(heldMs),
          longestMs: Math.round(longestMs),
          overMs: Math.round(overMs),
        },
        why: whereWords(place),
        next: 'Give it a core of its own, or look for what else computes here',
        step: null,
        source: sources.runQueue,
      },
    ];
  },
};

/** Where it was meanwhile, most of the time: with a core of its own it may still hold the loop there. */
function whereWords(place: HeldPlace | undefined): string {
  return place === undefined
    ? 'It was ready to go on, but others had the cores. Your code may be fine.'
    : `Others had the cores, mostly while it was in ${functionWords(place)}.`;
}
