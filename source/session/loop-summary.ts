import { type Measured, rounded, roundMs } from '../protocol/units.ts';
import { heldPlaces } from './held-places.ts';
import { lagAt } from './lag-histogram.ts';
import type { Held, HeldPlace, Vitals } from './vitals.ts';

/** The event loop that tasks share, from the first task's turn to the last one's end. */
export type LoopSummary = {
  lagP50Ms: Measured;
  lagP99Ms: Measured;
  lagMaxMs: Measured;
  /** How long it was frozen in all, in how many freezes. */
  frozenMs: Measured;
  freezes: Measured;
  /** Of those the freezes in which it mostly waited for a core, as no function held it then. */
  withoutCoreMs: Measured;
  freezesWithoutCore: Measured;
  /** Share of the time since the first task's turn in which the loop was not idle. */
  busyRatio: Measured;
  /** What kept the loop longest from its next turn, the longest first; times count from the first task's turn. */
  held: Omit<Held, 'over'>[];
  /** The functions that held it, over all freezes, that which held it longest first; at most 20. */
  heldBy: Omit<HeldPlace, 'way' | 'isLate' | 'lines' | 'requests' | 'longestMs'>[];
};

/** As many as anybody reads. */
const mostPlaces = 20;

/** How late the loop was, and what held it. `busy`: the share of the time in which it was not idle. */
export function loopOf(vitals: Vitals, busy: Measured): LoopSummary {
  const { loop, runningSinceMs } = vitals;
  const observed = loop.lag.total > 0;
  const isKnown = observed || loop.freezeCount > 0;
  return {
    lagP50Ms: rounded(lagAt(loop.lag, 0.5)),
    lagP99Ms: rounded(lagAt(loop.lag, 0.99)),
    lagMaxMs: observed ? rounded(loop.lag.maxMs) : null,
    busyRatio: rounded(busy),
    frozenMs: isKnown ? rounded(loop.frozenMs) : null,
    freezes: isKnown ? loop.freezeCount : null,
    withoutCoreMs: isKnown ? rounded(loop.withoutCore.ms) : null,
    freezesWithoutCore: isKnown ? loop.withoutCore.freezes : null,
    held: loop.longest.map(({ over, ...held }) => ({
      ...held,
      startedMs: roundMs(held.startedMs - (runningSinceMs ?? 0)),
    })),
    heldBy: heldPlaces(loop)
      .slice(0, mostPlaces)
      .map(({ way, isLate, lines, requests, longestMs, heldMs, ...place }) => ({
        ...place,
        heldMs: roundMs(heldMs),
      })),
  };
}
