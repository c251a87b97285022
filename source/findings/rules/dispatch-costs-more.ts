import { measurableMs } from '../../catalog/figures.ts';
import { hasPool, type ModelOf, modelCard, ownThreads, wordsOf } from '../../catalog/models.ts';
import { count, percent, shortDuration } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { type Advice, tryModel } from '../step.ts';
import { occupiedRatio, roundUp, workOf } from '../work.ts';

/** Less than half of the lanes' time in tasks: the rest, the greater part, went into getting them there. */
const occupied = 0.5;
/** The dearest way to hand a task over costs 40 µs (measured); of a task of 1 ms that is nothing. */
const shortMs = 1;
/** Work that is ten times its handing out pays for it. */
const worthIt = 10;
/** Of fewer tasks the start and the end of the run are too large a part. */
const fewest = 100;

/** Tasks so short that most of the time went into handing them out. */
export const dispatchCostsMore: Rule = {
  id: 'dispatch-costs-more',
  looksFor: 'tasks that take less time than handing them out',
  underLoad: 'times',
  unless: ['transfer-costs-more'],
  find(evidence) {
    const work = workOf(evidence);
    if (!work || work.times.begun < fewest) return null;
    const { begun, sumMs } = work.times;
    const taskMs = sumMs / begun;
    const occupiedTime = occupiedRatio(work);
    if (taskMs >= shortMs || occupiedTime >= occupied) return null;
    const handOutMs = (work.lanes.length * work.wallMs - sumMs) / begun;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Handing out a task took ${shortDuration(handOutMs)}, the task itself ${shortDuration(taskMs)} (${percent(occupiedTime)} of the time)`,
      figures: { taskMs, handOutMs, occupiedRatio: occupiedTime, tasks: begun },
      why: 'Each task pays for its start, its report and, between threads, a message.',
      ...next(evidence.session.plan, handOutMs / Math.max(taskMs, measurableMs)),
      source: wordsOf(evidence.session.plan).pages.eventLoop,
    };
  },
};

function next(plan: ModelOf, handOutByTask: number): Advice {
  if (hasPool(modelCard(plan)))
    return tryModel(plan, ownThreads, ': they take tasks from a counter, without a message per task');
  const times = count(roundUp(handOutByTask * worthIt));
  return {
    next: `Put the work of about ${times} tasks into one: handing out then costs a tenth`,
    step: null,
  };
}
