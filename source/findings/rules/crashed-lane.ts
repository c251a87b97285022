import { laneCard, wordsOf } from '../../catalog/models.ts';
import { plural } from '../../format.ts';
import type { Rule } from '../finding.ts';

/** A thread or process died with the task it was at. */
export const crashedLane: Rule = {
  id: 'crashed-lane',
  looksFor: 'threads or processes that died',
  underLoad: 'holds',
  find({ session }) {
    const dead = session.lanes.filter((lane) => lane.crashes > 0);
    const [first] = dead;
    if (!first) return null;
    const crashes = dead.reduce((sum, lane) => sum + lane.crashes, 0);
    return {
      rule: this.id,
      severity: 'problem',
      saw:
        crashes === 1
          ? `Lane ${first.name} died: ${first.reason}`
          : `Lanes died ${plural(crashes, 'time')}. Reason on ${first.name}: ${first.reason}`,
      figures: { crashes, lanes: dead.length },
      why: 'Its current task is lost. The replacement has to start and load again.',
      next: `Check what that task did: a ${laneCard(session.plan).crashesAlone ? 'child process' : 'thread'} that dies loses only its own task`,
      step: null,
      source: wordsOf(session.plan).pages.isolation,
    };
  },
};
