import { count, duration, plural, rate } from '../../format.ts';
import type { Rule } from '../finding.ts';
import type { Limit } from '../queueing.ts';
import { sources } from '../sources.ts';
import { type Advice, advice } from '../step.ts';
import { limitOf } from '../task-limit.ts';

/** Tasks that wait for something that takes few at a time: a pool, a semaphore, a lock, or a server. */
export const limitElsewhere: Rule = {
  id: 'limit-elsewhere',
  looksFor: 'a limit outside the model: more tasks at once only wait',
  underLoad: 'doubtful',
  unless: [
    'loop-blocked',
    'loop-waits-for-lock',
    'libuv-saturated',
    'sockets-wait',
    'executor-waits',
    // What tasks start stands in line for a core.
    'thread-per-task',
    'lock-shared',
    'convoy',
    'dispatch-costs-more',
    'transfer-costs-more',
  ],
  find(evidence) {
    const limit = limitOf(evidence);
    if (limit === null) return null;
    const { plan } = evidence.session;
    const atOnce = Math.min(plan.concurrency, plan.tasks);
    const { through, perSecond, aloneMs, queuedMs } = limit;
    // It is there, and nobody stands in line for it that could be told.
    if (through !== null && through >= atOnce) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: saw(limit, atOnce),
      figures: { ...(through === null ? {} : { through }), atOnce, perSecond, aloneMs, queuedMs },
      why: `Alone a task takes ${duration(aloneMs)}, with ${count(atOnce)} at once ${duration(queuedMs)} on average.`,
      ...next(limit),
      source: sources.littlesLaw,
    };
  },
};

function saw({ through, perSecond }: Limit, atOnce: number): string {
  if (through === null)
    return `${rate(perSecond)} tasks/s get through, however many of ${count(atOnce)} wait`;
  return `About ${count(through)} of ${plural(atOnce, 'task')} ${through === 1 ? 'gets' : 'get'} on at a time (${rate(perSecond)}/s). The others wait in line`;
}

function next({ through }: Limit): Advice {
  return through === null
    ? { next: 'More at once cannot help: look for a rate limit, yours or of a server', step: null }
    : advice({ kind: 'at-once', to: through }, ': just as fast. Or find what lets so few in, such as a pool');
}
