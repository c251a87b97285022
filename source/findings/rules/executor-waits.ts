import { ownProcesses } from '../../catalog/models.ts';
import { count, plural } from '../../format.ts';
import { offLoopCores } from '../../session/processor.ts';
import { queueOf } from '../../session/queues.ts';
import type { Evidence, Rule } from '../finding.ts';
import { sources } from '../sources.ts';
import { type Advice, tryModel } from '../step.ts';
import { roundUp, workOf } from '../work.ts';

/** Half as many wait as are served, on average: a third of the time of a call is the line. */
const leastWaiting = 0.5;
const fewestWaiting = 4;
/** Threads that share a lock compute on one core at most: from half of it on computing is what they do. */
const leastComputing = 0.5;
/** Threads that wait cost little; more than these are another kind of program. */
const mostThreads = 256;

/** Calls that wait for a thread of the executor that asyncio.to_thread, run_in_executor and getaddrinfo of a loop share. */
export const executorWaits: Rule = {
  id: 'executor-waits',
  looksFor: "calls that wait for a thread of the loop's executor (asyncio.to_thread)",
  underLoad: 'holds',
  find(evidence) {
    const queue = workOf(evidence) && queueOf(evidence.session.figures, 'executor');
    if (!queue) return null;
    const { servers: threads, waitingMean: waiting, waitingMax: mostWaiting, contents } = queue;
    if (threads === null || waiting === null || mostWaiting === null) return null;
    if (waiting < leastWaiting * threads || mostWaiting < fewestWaiting) return null;
    const lookups = contents[0]?.most ?? 0;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${plural(mostWaiting, 'call')} waited for one of the ${plural(threads, 'thread')} of the loop's executor`,
      figures: { waitingCalls: waiting, mostWaiting, threads, waitingLookups: lookups },
      why:
        lookups > 0
          ? `${plural(lookups, 'address lookup')} stood in that line, too: new connections wait for it.`
          : 'asyncio.to_thread and address lookups (getaddrinfo) share these threads.',
      ...next(evidence, mostWaiting + threads),
      source: sources.executor,
    };
  },
};

function next({ session: { plan }, summary }: Evidence, wanted: number): Advice {
  if (plan.interpreter?.lock === 'shared' && (offLoopCores(summary) ?? 0) >= leastComputing)
    return tryModel(plan, ownProcesses, ': these calls compute, and threads share one lock');
  const threads = Math.min(mostThreads, roundUp(wanted));
  return {
    next: `Give it more: loop.set_default_executor(ThreadPoolExecutor(${count(threads)}))`,
    step: null,
  };
}
