import { modelCard, sharesLoop, wordsOf } from '../../catalog/models.ts';
import { count, duration, plural } from '../../format.ts';
import type { Rule } from '../finding.ts';
import { anyWorkOf } from '../work.ts';

/** Shorter waits are everyday: a slow page takes as long. */
const leastMs = 3000;
/** A task that takes this many times as long as those that ended is another kind of task. */
const factor = 10;
/** A loop that was frozen for this share of the wait is what the task waits for, or the task itself: see `loopBlocked`. */
const frozenShare = 0.5;
/** Nothing computes any more: what is left is the heartbeat, and what ended before. */
const idleCores = 0.1;

/** Tasks of a person's own that wait, with nothing going on that could end the wait: most likely it never comes. */
export const neverSettles: Rule = {
  id: 'never-settles',
  looksFor: 'tasks that wait much longer than the others, while nothing is going on',
  underLoad: 'holds',
  find(evidence) {
    const { session, summary } = evidence;
    const { outcome } = summary;
    const { running, cancelled } = session.tasks.counts;
    const waiting = running + cancelled;
    const work = anyWorkOf(evidence);
    const { longest, begun, sumMs } = work?.times ?? { longest: null, begun: 0, sumMs: 0 };
    if (session.plan.module === null || longest === null || longest.ms < leastMs || waiting === 0)
      return null;
    if (outcome !== null && outcome !== 'cancelled' && outcome !== 'timed-out') return null;
    const frozenMs = sharesLoop(modelCard(session.plan)) ? summary.loop.frozenMs : null;
    if ((frozenMs ?? 0) >= frozenShare * longest.ms) return null;
    // Those that wait began together, or nearly: what they took is no part of what a task takes.
    const ended = begun - Math.min(begun, waiting);
    const eachMs = ended === 0 ? 0 : Math.max(0, sumMs - (begun - ended) * longest.ms) / ended;
    const { busyCores } = summary.cpu;
    if (eachMs * factor > longest.ms || busyCores === null || busyCores > idleCores) return null;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${plural(waiting, 'task')} did not end, task ${count(longest.task)} for ${duration(longest.ms)}, and nothing computed`,
      figures: { waitingTasks: waiting, task: longest.task, longestMs: longest.ms },
      why: wordsOf(session.plan).neverEnds.why,
      next: `Check what task ${count(longest.task)} waits for; --timeout 10s ends such a run`,
      step: null,
      source: wordsOf(session.plan).pages.eventLoop,
    };
  },
};
