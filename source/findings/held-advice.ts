import { hasPool, modelCard, ownThreads, sideBySide, wordsOf } from '../catalog/models.ts';
import { executorThreads } from '../catalog/runtimes/python.ts';
import type { Held } from '../session/vitals.ts';
import type { Evidence } from './finding.ts';
import { worstOf } from './held-place.ts';
import { insteadOf } from './instead.ts';
import { keptByCopies } from './large-results.ts';
import { type Advice, advice, tryModel } from './step.ts';
import { taskTimes } from './task-times.ts';
import { computes, worthMovingMs } from './work.ts';

/** Ten times what is worth handing to a lane: one of this length pays for the way many times over. */
const wellWorthMovingMs = 10 * worthMovingMs;

/** Who held a loop: tasks one after another without a turn in between, or as it was seen; null: not known. */
type By = 'in-turn' | NonNullable<Held['holder']>['kind'] | null;

/** What to do about a loop that was held for `heldMs`. */
export function heldAdvice(evidence: Evidence, heldMs: number, by: By): Advice {
  const { plan, loop } = evidence.session;
  const words = wordsOf(plan);
  const worst = worstOf(loop.held);
  const instead = worst && insteadWords(evidence, worst);
  // It is no task's: another model would leave it where it is, and threads might start it in each of them.
  if (by === 'timer') {
    const apart = 'Move what the timer does to a worker thread, or do it in parts';
    return { next: instead ? `In the timer use ${instead}` : apart, step: null };
  }
  const { begun } = taskTimes(evidence.session);
  const areShort = begun > 0 && heldMs / begun < wellWorthMovingMs;
  if (areShort && by === 'in-turn')
    return { next: `Yield to the loop between tasks (${words.turn}), or run fewer at once`, step: null };
  if (areShort && by === 'tasks')
    return advice({ kind: 'at-once', to: 'fewer' }, ': they hold the loop one after another');
  const computing = isComputing(evidence, worst);
  // Where threads share a lock, one that computes would hold the loop as before; C code that lets it go would not.
  const letsGo = loop.longest.some(({ cause, keepsLock }) => cause === 'native-call' && keepsLock === false);
  const apart = computing !== false && !letsGo ? sideBySide(plan) : ownThreads;
  const how = computing === false || letsGo ? 'blocking' : 'computing';
  if (hasPool(modelCard(plan))) {
    if (instead) return { next: `Use ${instead}, or ${words.offload[how]}`, step: null };
    return {
      next: computing
        ? `Move the computing to the pool: ${words.offload[how]}`
        : `Move the blocking call to the pool: ${words.offload.blocking}`,
      step: null,
    };
  }
  if (instead) return tryModel(plan, apart, `, or use ${instead}`);
  const kept = begun > 0 && computing === true ? keptByCopies(evidence.session, heldMs / begun) : null;
  if (kept) return kept;
  // What hybrid is not given it runs on its loop, and blocks that as before.
  return tryModel(plan, apart, `, or ${words.beside[how]}: the loop then stays free`);
}

/** Whether it computes or waits: as it was seen while it lasted, else by what the run used of a core; null: not known. */
function isComputing(evidence: Evidence, worst: Held | null): boolean | null {
  switch (worst?.cause) {
    case 'computing':
    case 'native-call':
      return true;
    case 'child':
    case 'blocked':
      return false;
    default:
      return computes(evidence);
  }
}

/** What to use instead of the call that held the loop, with as many threads as that takes; null where nothing is known. */
function insteadWords({ session: { plan, started } }: Evidence, worst: Held): string | null {
  const other = insteadOf(worst, plan.runtime);
  if (other === null) return null;
  const { use, call, executor } = other;
  const atOnce = Math.min(plan.concurrency, plan.tasks);
  const isEnough = !executor || started === null || atOnce <= executorThreads(started.machine.cores);
  return isEnough ? `${use} instead of ${call}` : `${use} with ThreadPoolExecutor(${atOnce})`;
}
