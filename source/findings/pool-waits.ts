import { count, percent } from '../format.ts';
import type { Rule } from './finding.ts';
import { sources } from './sources.ts';
import { occupiedRatio, roundUp, workOf } from './work.ts';

/** Lanes that compute for less than this could each be five. What waits computes 1 %, or seems to want 10 on a busy machine. */
const computingRatio = 0.2;
/** A lane that had tasks for most of the time waited in them, and not for them. */
const occupied = 0.75;
/** The line is longer than the pool: with twice the lanes it would have taken half the time. */
const leastRounds = 2;

/** Lanes that do nothing but wait while tasks stand in line for them: waiting together takes no core. */
export const poolWaits: Rule = {
  id: 'pool-waits',
  looksFor: 'lanes that only wait, while tasks stand in line for them',
  unless: ['dispatch-costs-more', 'transfer-costs-more', 'idle-pool'],
  find(evidence) {
    const work = workOf(evidence);
    const { tasks, model } = evidence.session.plan;
    if (!work?.pooled || work.computingRatio === null) return null;
    const lanes = work.lanes.length;
    if (tasks < leastRounds * lanes || work.computingRatio >= computingRatio) return null;
    if (occupiedRatio(work) < occupied) return null;
    const lane = model === 'processes' ? 'processes' : 'threads';
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(lanes)} ${lane} only waited, at a core ${percent(work.computingRatio)} of the time, for ${count(tasks)} tasks`,
      figures: { lanes, computingRatio: work.computingRatio, tasks },
      why: 'Waiting takes no core: all could wait at once, but a task waits for its lane.',
      next: `Try async: one loop waits for all at once; for calls that block, ${count(roundUp(2 * lanes))} ${lane}`,
      source: sources.eventLoop,
    };
  },
};
