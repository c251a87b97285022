import { laneCard, ownProcesses, wordsOf } from '../catalog/models.ts';
import { plural } from '../format.ts';
import type { Rule } from './finding.ts';
import { tryModel } from './step.ts';

/** A thread or process died with the task it was at. */
export const crashedLane: Rule = {
  id: 'crashed-lane',
  looksFor: 'threads or processes that died',
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
          ? `${first.name} died: ${first.reason}`
          : `Lanes died ${plural(crashes, 'time')}; ${first.name}: ${first.reason}`,
      figures: { crashes, lanes: dead.length },
      why: 'What the lane was at is lost, and its replacement starts and loads anew.',
      ...(laneCard(session.plan).crashesAlone
        ? { next: 'Look at what its task did: a child takes one task with it, and no other', step: null }
        : tryModel(session.plan, ownProcesses, ': there a crash takes one child, and never the run')),
      source: wordsOf(session.plan).pages.isolation,
    };
  },
};
