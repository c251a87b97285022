import {
  hasPool,
  laneCard,
  loopWithPool,
  type ModelOf,
  modelCard,
  oneLoop,
  ownThreads,
  wordsOf,
} from '../../catalog/models.ts';
import { count, percent } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Rule } from '../finding.ts';
import { type Advice, advice, tryModel } from '../step.ts';
import { coresAreFull, mayBeChildren } from '../task-limit.ts';
import { occupiedRatio, roomyCores, roundUp, timeOf, workOf } from '../work.ts';

/** Lanes that compute for less than this could each be five. What waits computes 1 %, or seems to want 10 on a busy machine. */
const mostComputing = 0.2;
/** A lane that had tasks for most of the time waited in them, and not for them. */
const occupied = 0.75;
/** The line is longer than the pool: with twice the lanes it would have taken half the time. */
const leastRounds = 2;

/** Lanes that mostly wait while tasks stand in line for them: waiting together takes no core. */
export const poolWaits: Rule = {
  id: 'pool-waits',
  looksFor: 'lanes that mostly wait while tasks queue for them',
  underLoad: 'doubtful',
  unless: ['dispatch-costs-more', 'transfer-costs-more', 'idle-pool', 'limit-elsewhere', 'native-threads'],
  find(evidence) {
    const work = workOf(evidence);
    const { plan } = evidence.session;
    const { tasks } = plan;
    const time = work?.pooled ? timeOf(work) : null;
    if (!work || !time || work.computingRatio === null) return null;
    const lanes = work.lanes.length;
    if (tasks < leastRounds * lanes || work.computingRatio >= mostComputing) return null;
    // Lanes that wait for processes which compute wait for a core all the same.
    if (occupiedRatio(work) < occupied || coresAreFull(evidence)) return null;
    const busyCores = time.cpuMs / work.wallMs;
    const how = busyCores > roomyCores ? 'mostly' : 'only';
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${lanesOf(plan, lanes)} ${how} waited, computing ${percent(work.computingRatio)} of the time, for ${count(tasks)} tasks`,
      figures: { lanes, computingRatio: work.computingRatio, busyCores, tasks },
      why: 'Waiting needs no core. All tasks could wait at once, but each needs a lane.',
      ...(mayBeChildren(evidence.session) ? again : next(plan, busyCores, lanes)),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};

/** Processes that tasks start and wait for are others, too: where they fill the cores, more lanes would not help. */
const again = advice({ kind: 'again' }, ' when the machine is quiet: other programs used the cores');

/**
 * What many lanes compute beside their waiting adds up to a loop that is held: of a server's light requests the slowest
 * hundredth took 254 ms in 8 processes, 356 on one loop, 57 with a pool behind it (measured: medians of three).
 */
function next(plan: Plan, busyCores: number, lanes: number): Advice {
  const { waits } = wordsOf(plan);
  if (busyCores <= roomyCores && waits === 'in-calls' && plan.module !== null)
    return laneCard(plan).sharesMemory
      ? advice(
          { kind: 'at-once', to: roundUp(2 * lanes) },
          ': threads that wait cost little. Async needs awaitable calls',
        )
      : tryModel(plan, ownThreads, ': they wait as well as processes, and cost less memory');
  if (busyCores <= roomyCores)
    return tryModel(
      plan,
      oneLoop,
      `: one loop waits for all at once. For blocking calls use ${lanesOf(plan, roundUp(2 * lanes))}`,
    );
  return hasPool(modelCard(plan))
    ? { next: 'Give the pool what computes or blocks; let the loop do the waiting', step: null }
    : tryModel(plan, loopWithPool, ': the loop waits, and a pool runs the parts that compute or block');
}

function lanesOf(plan: ModelOf, lanes: number): string {
  return `${count(lanes)} ${lanes === 1 ? modelCard(plan).lane : laneCard(plan).unit}`;
}
