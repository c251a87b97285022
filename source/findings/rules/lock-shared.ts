import {
  hasPool,
  modelCard,
  modelsOf,
  ownInterpreters,
  ownProcesses,
  wordsOf,
} from '../../catalog/models.ts';
import { twoCores } from '../../catalog/room.ts';
import { count, percent } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { computingRatio, natureOf } from '../../session/processor.ts';
import type { Rule } from '../finding.ts';
import { keptByCopies } from '../large-results.ts';
import { sources } from '../sources.ts';
import { type Advice, tryModel } from '../step.ts';
import { workOf } from '../work.ts';

/**
 * Of the time that threads computed or waited for their lock. Two that compute in Python wait for half of it, four for
 * three quarters; threads in C code that lets the lock go wait for none (measured).
 */
const sharedRatio = 0.4;

/** Threads that compute in a language whose interpreter has one lock for all of them: they take turns. */
export const lockShared: Rule = {
  id: 'lock-shared',
  looksFor: 'threads that compute and wait for the lock they share (the GIL)',
  underLoad: 'times',
  unless: ['convoy', 'dispatch-costs-more'],
  find(evidence) {
    const { summary, session } = evidence;
    const { lock } = summary;
    const work = workOf(evidence);
    if (!work || lock === null || (summary.cpu.effectiveCores ?? 0) < twoCores) return null;
    const { threads, computedRatio, waitedRatio } = lock;
    const lanes = summary.lanes.filter(({ kind }) => kind === 'thread');
    const computing = computingRatio(lanes, work.wallMs);
    if (computing === null || natureOf(computing) !== 'computes') return null;
    const lockRatio = waitedRatio / (computedRatio + waitedRatio);
    if (!(lockRatio >= sharedRatio)) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(threads)} threads share one lock: each computed ${percent(computedRatio)}, waited for the lock ${percent(waitedRatio)}`,
      figures: { threads, computedRatio, waitedRatio, lockRatio },
      why: 'Only the thread that holds the lock (GIL) runs Python code. The others wait.',
      ...(keptByCopies(session, (computedRatio * threads * work.wallMs) / work.times.begun) ??
        next(session.plan)),
      source: sources.lock,
    };
  },
};

function next(plan: Plan): Advice {
  if (hasPool(modelCard(plan)) && plan.poolThreads !== null)
    return { next: `Move the computing to processes: ${wordsOf(plan).offload.computing}`, step: null };
  const others = modelsOf(plan).some(({ lane }) => lane === ownInterpreters.lane);
  return tryModel(
    plan,
    ownProcesses,
    others
      ? ' or interpreters: each has its own lock'
      : ': each has its own lock. Or call C code that lets it go',
  );
}
