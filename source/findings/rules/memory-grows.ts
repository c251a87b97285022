import { laneCard } from '../../catalog/models.ts';
import { bytes, count, plural } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import type { Rule } from '../finding.ts';
import { growthOf } from '../growth.ts';
import { type KeptGrowth, keptGrowth } from '../kept-growth.ts';
import { sources } from '../sources.ts';

/** Caches of the runtime, compiled code and free room in its heap come to less than this. */
const leastGrownBytes = 8e6;
const leastPerTaskBytes = 1000;

/** Memory that tasks leave behind, and that no collection frees. */
export const memoryGrows: Rule = {
  id: 'memory-grows',
  looksFor: 'memory that is kept after tasks ended, more with each',
  underLoad: 'holds',
  find({ session }) {
    // Results that a check wants to see are kept for it.
    if (session.ended === null || session.check !== null) return null;
    const growth = session.plan.runtime === 'node' ? keptGrowth(session) : residentGrowth(session);
    if (!growth || growth.grown < leastGrownBytes || growth.perTask < leastPerTaskBytes) return null;
    const { perTask, grown, tasks } = growth;
    const left = tasksLeft(session, growth);
    return {
      rule: this.id,
      severity: 'warning',
      saw: `Memory grows by ${bytes(perTask)} per task: ${bytes(grown)} more are kept after ${plural(tasks, 'task')}`,
      figures: {
        bytesPerTask: Math.round(perTask),
        grownBytes: grown,
        tasks,
        ...(left === null ? {} : { tasksLeft: left }),
      },
      why:
        left === null
          ? 'No collection frees it: it stays for as long as the process runs.'
          : `No collection frees it. After about ${count(left)} more tasks the memory is full.`,
      next: next(session),
      step: null,
      source: sources.slope,
    };
  },
};

/**
 * Reference counts free most objects at once, so resident memory tells what is kept; what only a collection frees is gone after
 * the one at the end. Where tasks run in processes of their own there is none at the end.
 */
function residentGrowth(session: Session): KeptGrowth | null {
  const { kept, plan } = session;
  if (kept === null && laneCard(plan).sharesMemory) return null;
  return growthOf(session, ({ rssBytes }) => rssBytes, kept?.keptBytes);
}

/** How many more tasks there is room for, in two digits; null where no limit is known. */
function tasksLeft({ started, kept, plan }: Session, { perTask }: KeptGrowth): number | null {
  if (!started || kept === null) return null;
  const { heapLimitBytes } = started.engine;
  const { memoryBytes, memoryLimitBytes } = started.machine;
  const limitBytes =
    plan.runtime === 'node' && heapLimitBytes !== null ? heapLimitBytes : (memoryLimitBytes ?? memoryBytes);
  const left = Math.max(0, limitBytes - kept.keptBytes) / perTask;
  const digits = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, left))) - 1);
  return Math.floor(left / digits) * digits;
}

const next = ({ plan }: Session) =>
  plan.runtime === 'python'
    ? 'Look for a list or dict of the module, lru_cache(maxsize=None), callbacks'
    : 'Look for a Map or array of the module, an endless cache, listeners that stay';
