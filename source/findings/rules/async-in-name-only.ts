import { wordsOf } from '../../catalog/models.ts';
import { percent, shortDuration } from '../../format.ts';
import { latestOf } from '../../session/figures.ts';
import type { Evidence, Rule } from '../finding.ts';
import { computingOnLoop, nextOnLoop, usesLibuv } from './no-gain-from-async.ts';

/**
 * What it computes after an await may be what it waited for, or be cut in pieces on purpose: that is told as computing on one
 * loop. What comes before the first await was never waited for.
 */
const leastBefore = 0.5;
/** What is left is the time that it takes to tell that the promise is there. */
const all = 0.99;

/** A function that returns a promise and computes on the loop all the same: `async` makes nothing of it wait elsewhere. */
export const asyncInNameOnly: Rule = {
  id: 'async-in-name-only',
  looksFor: 'an async function of yours that computes on the loop instead of waiting',
  underLoad: 'times',
  unless: [
    'dispatch-costs-more',
    'loop-waits-for-lock',
    'thread-per-task',
    'loop-starved',
    'collector-pauses',
  ],
  find(evidence) {
    const { plan, calls } = evidence.session;
    const computing = computingOnLoop(evidence);
    if (!computing || plan.module === null || calls === null || calls.promises === 0 || calls.values > 0)
      return null;
    if (usesLibuv(evidence) || talks(evidence)) return null;
    const { workMs, share, atOnce } = computing;
    if (calls.beforeAwaitMs === null) return null;
    const beforeMs = Math.min(workMs, calls.beforeAwaitMs / calls.promises);
    if (beforeMs < leastBefore * workMs) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Your async function computed ${shortDuration(workMs)} per call, ${partWords(beforeMs / workMs)}`,
      figures: {
        ...{ loopMs: workMs, beforeAwaitMs: beforeMs, afterAwaitMs: workMs - beforeMs },
        ...{ computingRatio: share, atOnce },
      },
      why: `The loop computed ${percent(share)} of the time. Only waiting overlaps, not computing.`,
      ...nextOnLoop(evidence, computing),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};

/** Of a function that awaits nothing there is no first await to speak of. */
const partWords = (beforeRatio: number) =>
  beforeRatio >= all ? 'all of it before any await' : `${percent(beforeRatio)} before its first await`;

/** A loop that is full of requests waits for them, too: there is much to do for each, and no computing in its name. */
function talks({ session: { figures, calls } }: Evidence): boolean {
  return (latestOf(figures, 'httpRequests') ?? 0) >= (calls?.promises ?? 0) / 2;
}
