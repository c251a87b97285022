import {
  hasPool,
  isSerial,
  modelCard,
  oneLoop,
  ownsLanes,
  ownThreads,
  sideBySide,
  staysOnLoop,
  wordsOf,
} from '../../catalog/models.ts';
import { runCommand, wishOf } from '../../catalog/wish.ts';
import { coreWords, count, plural, rate } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { loadOf } from '../../session/load.ts';
import type { Evidence, Rule } from '../finding.ts';
import { type Advice, advice, tryModel } from '../step.ts';
import { limitOf } from '../task-limit.ts';
import { computes, lanesFor } from '../work.ts';

/** Of what gets through, a rate that leaves room for chance in the arrivals: 250 tasks at 80 % keep up. */
const roomyShare = 0.8;

/** Tasks come faster than they get done, so that each waits longer than the one before. */
export const behindTheRate: Rule = {
  id: 'behind-the-rate',
  looksFor: 'tasks that come faster than they get done (`--rate`)',
  underLoad: 'doubtful',
  find(evidence) {
    const { session } = evidence;
    const { ratePerSecond } = session.plan;
    if (ratePerSecond === null || session.ended === null) return null;
    const { backlog } = loadOf(session);
    if (backlog?.keptUp !== false) return null;
    const { most, donePerSecond } = backlog;
    return {
      rule: this.id,
      severity: 'problem',
      saw: `Only ${rate(donePerSecond)} of ${rate(ratePerSecond)} tasks/s got through; up to ${plural(most, 'task')} waited to start`,
      figures: { ratePerSecond, ...(donePerSecond === null ? {} : { donePerSecond }), mostWaiting: most },
      why: 'Tasks queue, and each waits longer than the one before.',
      ...next(evidence, donePerSecond),
      source: wordsOf(session.plan).pages.eventLoop,
    };
  },
};

function next(evidence: Evidence, donePerSecond: number | null): Advice {
  const { plan } = evidence.session;
  const card = modelCard(plan);
  const cores = evidence.summary.cpu.effectiveCores ?? 1;
  const computing = computes(evidence);
  const limit = limitOf(evidence);
  if (limit !== null) return lowerRate(plan, limit.perSecond, ': a limit elsewhere lets no more through');
  if (computing === false && isSerial(card))
    return tryModel(plan, oneLoop, ': while one task waits, others run');
  const apart = sideBySide(plan);
  // Threads that share a lock compute no faster than one loop.
  const oneAtATime =
    staysOnLoop(card) || (ownsLanes(card) && card.lane === ownThreads.lane && apart.lane !== card.lane);
  if (computing !== false && oneAtATime && cores > 1)
    return tryModel(plan, apart, `: they share ${coreWords(cores)}`);
  const enough = computing === false ? plan.concurrency + 1 : lanesFor(cores);
  if (!staysOnLoop(card) && !hasPool(card) && plan.concurrency < enough)
    return computing === false
      ? advice({ kind: 'at-once', to: 'more' }, ': these tasks wait, and each needs a lane')
      : advice({ kind: 'at-once', to: enough }, ', one per core');
  return lowerRate(plan, donePerSecond, ', or make the tasks shorter');
}

function lowerRate(plan: Plan, donePerSecond: number | null, rest: string): Advice {
  if (donePerSecond === null || donePerSecond < 1) return { next: `Lower the rate${rest}`, step: null };
  const ratePerSecond = Math.floor(roomyShare * donePerSecond) || 1;
  const command = runCommand({ ...wishOf(plan), tasks: undefined, ratePerSecond });
  return {
    next: `Lower the rate to about ${count(ratePerSecond)}/s${rest}`,
    step: { kind: 'command', command },
  };
}
