import { wordsOf } from '../../catalog/models.ts';
import { count, duration, plural } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { advice } from '../step.ts';
import { workOf } from '../work.ts';

/** A lane with tasks for less than this share of the time was idle, whoever starved it. */
const idleRatio = 0.25;
/** While another was at work for nearly all of it: so there was work, but not for this one. */
const busyRatio = 0.75;
/** One idle lane of many is the end of a run. */
const idleShare = 0.5;

/** Lanes without work while another had plenty: tasks are fewer than lanes, or one of them is as long as all others. */
export const idlePool: Rule = {
  id: 'idle-pool',
  looksFor: 'lanes that have nothing to do while another lane works',
  underLoad: 'doubtful',
  unless: ['dispatch-costs-more', 'transfer-costs-more'],
  find(evidence) {
    const work = workOf(evidence);
    if (!work?.pooled || work.lanes.length < 2) return null;
    const { lanes, times, wallMs } = work;
    const shares = lanes.map(({ id, lockMs }) => ({
      inTasks: (times.byLane.get(id) ?? 0) / wallMs,
      // A thread that waits for the lock between two tasks is not idle.
      wanted: ((times.byLane.get(id) ?? 0) + (lockMs ?? 0)) / wallMs,
    }));
    const idle = shares.filter(({ wanted }) => wanted <= idleRatio).length;
    if (
      idle < idleShare * lanes.length ||
      Math.max(...shares.map(({ inTasks }) => inTasks)) < busyRatio ||
      !times.longest
    )
      return null;
    const { task, ms } = times.longest;
    const { tasks } = evidence.session.plan;
    const fewer = tasks < lanes.length;
    return {
      rule: this.id,
      severity: 'warning',
      saw: fewer
        ? `${count(idle)} of ${count(lanes.length)} lanes had nothing to do: there are only ${plural(tasks, 'task')}`
        : `${count(idle)} of ${count(lanes.length)} lanes had nothing to do while task ${count(task)} ran for ${duration(ms)}`,
      figures: { idleLanes: idle, lanes: lanes.length, longestMs: ms, task, tasks },
      why: 'A task stays on one lane to its end: the longest task sets the total time.',
      ...(fewer
        ? advice({ kind: 'at-once', to: tasks }, ': more lanes only cost memory')
        : {
            next: `Split task ${count(task)} into smaller tasks, or run the longest tasks first`,
            step: null,
          }),
      source: wordsOf(evidence.session.plan).pages.eventLoop,
    };
  },
};
