import { taskStateCode } from '../protocol/task-rows.ts';
import { grownBy } from '../session/figures.ts';
import { computingRatio, mostWanted, othersFilledCores } from '../session/processor.ts';
import type { Session } from '../session/state.ts';
import type { Evidence } from './finding.ts';
import { type Limit, limitIn, type Times } from './queueing.ts';
import { longerTogether } from './together.ts';
import { fullCores, workOf } from './work.ts';

/** So many of the first tasks tell it; of a hundred thousand a sort in each sample would be felt. */
const mostRead = 2048;
/** Who computes for more of the time than this stands in line for a core, or for the loop. */
const mostComputing = 0.5;
/** A loop that stood for so much of the time is what tasks waited for. */
const mostFrozen = 0.3;

const known = new WeakMap<Session, { readonly limit: Limit | null }>();

/**
 * A limit that is not a core, not the loop and not a lane: a pool or a lock of the person's own, or the other side, which
 * answers no faster. Null where tasks show none, and where the run itself may be what they waited for.
 */
export function limitOf(evidence: Evidence): Limit | null {
  const { session } = evidence;
  let entry = known.get(session);
  if (!entry) {
    entry = { limit: mayWaitElsewhere(evidence) ? limitIn(timesOf(session), atOnce(session)) : null };
    known.set(session, entry);
  }
  return entry.limit;
}

/** Whether more of them at once made tasks take longer, whatever they waited for: then it is not free to wait. */
export const waitsForOthers = ({ session }: Evidence) => longerTogether(timesOf(session), atOnce(session));

const atOnce = ({ plan }: Session) => Math.min(plan.concurrency, plan.tasks);

function mayWaitElsewhere(evidence: Evidence): boolean {
  const { session, summary } = evidence;
  const work = workOf(evidence);
  if (!work || work.computingRatio === null || work.computingRatio > mostComputing) return false;
  if (!work.pooled && (summary.loop.frozenMs ?? 0) > mostFrozen * work.wallMs) return false;
  // Lanes behind a loop, or libuv's threads, that compute are what its tasks wait for.
  const behind = summary.lanes.filter(({ kind }) => kind !== 'loop');
  if ((computingRatio(behind, work.wallMs) ?? 0) > mostComputing) return false;
  if ((grownBy(session.figures, 'libuvCpuMs') ?? 0) > mostComputing * work.wallMs) return false;
  return !coresAreFull(evidence);
}

/**
 * Whether the run, its servers and the processes that it started had all the cores there are, or threads beside its lanes
 * waited for those that they did not have: then cores are the limit.
 */
export function coresAreFull({ session, summary: { cpu, wallMs } }: Evidence): boolean {
  const { busyCores, serverCores, childCores, effectiveCores } = cpu;
  if (effectiveCores === null || busyCores === null || !wallMs) return false;
  const waited = othersWaitMs(session) / wallMs;
  return busyCores + waited + (serverCores ?? 0) + (childCores ?? 0) >= fullCores * effectiveCores;
}

/** How long threads that are no lanes waited for a core; what hardly computes woke up late. */
function othersWaitMs({ processes }: Session): number {
  const all = processes.flatMap(({ otherThreads }) => otherThreads ?? []);
  return all.reduce((sum, { cpuMs, waitMs }) => sum + Math.min(waitMs, mostWanted(cpuMs) - cpuMs), 0);
}

/**
 * Whether what other programs use of full cores may be used by processes that a person's tasks start and wait for: what those
 * use is not measured, they are among the others.
 */
export function mayBeChildren({ plan, cpu }: Session): boolean {
  return plan.module !== null && othersFilledCores(cpu);
}

/** The first tasks, in order of their number, in so far as they are done. */
function timesOf({ tasks }: Session): Times[] {
  const times: Times[] = [];
  for (const { first, size, state, startedMs, endedMs } of tasks.chunks) {
    const until = Math.min(size, mostRead - first);
    if (until <= 0) break;
    for (let at = 0; at < until; at++)
      if (state[at] === taskStateCode.done) times.push({ startedMs: startedMs[at]!, endedMs: endedMs[at]! });
  }
  return times;
}
