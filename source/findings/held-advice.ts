import { hasPool, modelCard, ownThreads, sideBySide, wordsOf } from '../catalog/models.ts';
import type { Evidence } from './finding.ts';
import { worstOf } from './held-place.ts';
import { insteadOf } from './instead.ts';
import { keptByCopies } from './large-results.ts';
import { type Advice, advice, tryModel } from './step.ts';
import { taskTimes } from './task-times.ts';
import { computes, worthMovingMs } from './work.ts';

/** Ten times what is worth handing to a lane: one of this length pays for the way many times over. */
const wellWorthMovingMs = 10 * worthMovingMs;

/** What to do about a loop that tasks held for `heldMs`; `inTurn`: one after another, without a turn in between. */
export function heldAdvice(evidence: Evidence, heldMs: number, inTurn: boolean): Advice {
  const { plan, loop } = evidence.session;
  const words = wordsOf(plan);
  const computing = computes(evidence);
  // Where threads share a lock, one that computes would hold the loop as before; C code that lets it go would not.
  const letsGo = loop.longest.some(({ cause, keepsLock }) => cause === 'native-call' && keepsLock === false);
  const apart = computing !== false && !letsGo ? sideBySide(plan) : ownThreads;
  const how = computing === false || letsGo ? 'blocking' : 'computing';
  const { begun } = taskTimes(evidence.session);
  if (begun > 0 && heldMs / begun < wellWorthMovingMs)
    return inTurn
      ? { next: `Yield to the loop between tasks (${words.turn}), or run fewer at once`, step: null }
      : advice({ kind: 'at-once', to: 'fewer' }, ': together they block the loop');
  const worst = worstOf(loop.held);
  const other = worst && insteadOf(worst, plan.runtime);
  const instead = other && `${other.use} instead of ${other.call}`;
  if (hasPool(modelCard(plan))) {
    if (instead) return { next: `Use ${instead}, or ${words.offload[how]}`, step: null };
    return {
      next: computing
        ? `Move the computing to the pool: ${words.offload[how]}`
        : `Move the blocking call to the pool (${words.offload.blocking}), or make it async`,
      step: null,
    };
  }
  if (instead) return tryModel(plan, apart, `, or use ${instead}`);
  const kept = begun > 0 && computing === true ? keptByCopies(evidence.session, heldMs / begun) : null;
  if (kept) return kept;
  // What hybrid is not given it runs on its loop, and blocks that as before.
  return tryModel(
    plan,
    apart,
    computing === false
      ? `, the async form of the call, or ${words.beside.blocking}`
      : `, or ${words.beside[how]}: the loop then stays free`,
  );
}
