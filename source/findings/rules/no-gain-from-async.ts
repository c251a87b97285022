import { hasPool, modelCard, sharesLoop, sideBySide, wordsOf } from '../../catalog/models.ts';
import { oneCoreAdvice, twoCores } from '../../catalog/room.ts';
import { cores, count, percent } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { grownBy, latestOf } from '../../session/figures.ts';
import type { Evidence, Rule } from '../finding.ts';
import { keptByCopies } from '../large-results.ts';
import { type Advice, advice, tryModel } from '../step.ts';
import { workOf, worthMovingMs } from '../work.ts';

/** At this share of computing all the waiting there was to overlap is a fifth: at most a quarter faster (Amdahl). */
const leastComputing = 0.8;

/** Tasks that compute, many at once on one loop: they take turns, and that is all. */
export const noGainFromAsync: Rule = {
  id: 'no-gain-from-async',
  looksFor: 'computing on one loop with many tasks at once',
  underLoad: 'doubtful',
  // A loop that polls computes nothing that another core could take over.
  unless: ['dispatch-costs-more', 'loop-waits-for-lock', 'async-in-name-only', 'loop-starved'],
  find(evidence) {
    const { plan } = evidence.session;
    const { waiter } = wordsOf(plan);
    const computing = computingOnLoop(evidence);
    if (!computing) return null;
    const { effectiveCores, share, atOnce } = computing;
    const where = effectiveCores < twoCores ? '' : `, on 1 of ${cores(effectiveCores)} cores`;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `${count(atOnce)} tasks at once, but one loop computed ${percent(share)} of the time${where}`,
      figures: { computingRatio: share, atOnce, effectiveCores },
      why: `${waiter.many} overlap waiting, not computing: a loop is one thread on one core.`,
      ...nextOnLoop(evidence, computing),
      source: wordsOf(plan).pages.eventLoop,
    };
  },
};

export type OnLoop = {
  /** Of the time in which tasks ran; what each computed, in milliseconds. */
  readonly share: number;
  readonly workMs: number;
  readonly atOnce: number;
  readonly effectiveCores: number;
};

/** Tasks at once on one loop that computed nearly all of the time; null where there are none, or nobody measured. */
export function computingOnLoop(evidence: Evidence): OnLoop | null {
  const { plan } = evidence.session;
  const { effectiveCores } = evidence.summary.cpu;
  const work = workOf(evidence);
  if (!sharesLoop(modelCard(plan)) || plan.concurrency < 2) return null;
  if (!work || work.pooled || work.computingRatio === null || effectiveCores === null) return null;
  const workMs = (work.computingRatio * work.wallMs) / work.times.begun;
  if (work.computingRatio < leastComputing || workMs < worthMovingMs) return null;
  if (collectedMs(evidence) > mostlyCollected * work.computingRatio * work.wallMs) return null;
  const atOnce = Math.min(plan.concurrency, plan.tasks);
  return { share: Math.min(1, work.computingRatio), workMs, atOnce, effectiveCores };
}

/** Garbage collection is on the loop as well; where it is most of what the loop does, tasks compute little. */
const mostlyCollected = 0.5;
const collectedMs = ({ session }: Evidence) => session.lanes.find(({ id }) => id === 0)?.collecting?.ms ?? 0;

/** Processor time of libuv's pool by the loop's: from here on tasks leave what they compute to it. */
const leastInPool = 0.1;
/** So many times as many at once as its threads only make its queue longer. */
const longQueue = 8;

/** Whether tasks have libuv's pool compute as well: the loop may then be busy with what waits there. */
export function usesLibuv({ session }: Evidence): boolean {
  const poolMs = grownBy(session.figures, 'libuvCpuMs');
  const loopMs = session.lanes.find(({ kind }) => kind === 'loop')?.cpuMs ?? null;
  return poolMs !== null && loopMs !== null && poolMs >= leastInPool * loopMs;
}

/** What helps where a loop computes all the time. */
export function nextOnLoop(evidence: Evidence, { effectiveCores, atOnce, workMs }: OnLoop): Advice {
  const { plan, figures } = evidence.session;
  const threads = latestOf(figures, 'libuvThreads');
  if (threads !== null && atOnce >= longQueue * threads && usesLibuv(evidence))
    return advice(
      { kind: 'at-once', to: 2 * threads },
      `: libuv has ${threads} threads, and a long queue costs the loop`,
    );
  return keptByCopies(evidence.session, workMs) ?? nextForComputing(plan, effectiveCores);
}

function nextForComputing(plan: Plan, effectiveCores: number): Advice {
  if (effectiveCores < twoCores) return { next: oneCoreAdvice, step: null };
  return hasPool(modelCard(plan))
    ? { next: `Move the computing to the pool: ${wordsOf(plan).offload.computing}`, step: null }
    : tryModel(plan, sideBySide(plan), `: they compute on all ${cores(effectiveCores)} cores at once`);
}
