import { hasPool, type ModelOf, modelCard, ownThreads, sharesLoop, wordsOf } from '../catalog/models.ts';
import { oneCoreAdvice, twoCores } from '../catalog/room.ts';
import { cores, count, percent } from '../format.ts';
import type { Rule } from './finding.ts';
import { type Advice, tryModel } from './step.ts';
import { workOf, worthMovingMs } from './work.ts';

/** At this share of computing all the waiting there was to overlap is a fifth: at most a quarter faster (Amdahl). */
const leastComputing = 0.8;

/** Tasks that compute, many at once on one loop: they take turns, and that is all. */
export const noGainFromAsync: Rule = {
  id: 'no-gain-from-async',
  looksFor: 'computing on one loop with many tasks at once',
  underLoad: 'doubtful',
  unless: ['dispatch-costs-more'],
  find(evidence) {
    const { plan } = evidence.session;
    const { waiter } = wordsOf(plan);
    const { effectiveCores } = evidence.summary.cpu;
    const work = workOf(evidence);
    if (!sharesLoop(modelCard(plan)) || plan.concurrency < 2) return null;
    if (!work || work.pooled || work.computingRatio === null || effectiveCores === null) return null;
    const workMs = (work.computingRatio * work.wallMs) / work.times.begun;
    if (work.computingRatio < leastComputing || workMs < worthMovingMs) return null;
    const share = Math.min(1, work.computingRatio);
    const atOnce = Math.min(plan.concurrency, plan.tasks);
    const where = effectiveCores < twoCores ? '' : `, on 1 of ${cores(effectiveCores)} cores`;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(atOnce)} tasks at once, but one loop computed ${percent(share)} of the time${where}`,
      figures: { computingRatio: share, atOnce, effectiveCores },
      why: `${waiter.many} overlap waiting, not computing: a loop is one thread on one core.`,
      ...next(plan, effectiveCores),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};

function next(plan: ModelOf, effectiveCores: number): Advice {
  if (effectiveCores < twoCores) return { next: oneCoreAdvice, step: null };
  return hasPool(modelCard(plan))
    ? { next: `Move the computing to the pool: ${wordsOf(plan).offload}`, step: null }
    : tryModel(plan, ownThreads, `: they compute on all ${cores(effectiveCores)} cores at once`);
}
