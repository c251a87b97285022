import { feltWaitMs } from '../catalog/figures.ts';
import {
  hasPool,
  loopWithPool,
  modelCard,
  modelLike,
  ownThreads,
  sharesLoop,
  wordsOf,
} from '../catalog/models.ts';
import { count, duration } from '../format.ts';
import type { Session } from '../session/state.ts';
import type { Evidence, Found, Rule } from './finding.ts';
import { withoutCore } from './loop-without-core.ts';
import { type Advice, advice, tryModel } from './step.ts';
import { type TaskTimes, taskTimes } from './task-times.ts';
import { anyWorkOf, computes, occupiedRatio, worthMovingMs } from './work.ts';

/** Ten times what is worth handing to a lane: one of this length pays for the way many times over. */
const wellWorthMovingMs = 10 * worthMovingMs;

/** Tasks at a time, on average, of those that run to their end before the next begins: one, and a little to start them. */
const oneAfterAnother = 1.5;

/** The loop that many tasks share was frozen: in one piece, or again and again. */
export const loopBlocked: Rule = {
  id: 'loop-blocked',
  looksFor: 'a frozen event loop that tasks share',
  underLoad: 'times',
  find(evidence) {
    const { session, summary } = evidence;
    const { frozenMs } = summary.loop;
    if (!sharesLoop(modelCard(session.plan)) || frozenMs === null) return null;
    // What it waited for a core is not its tasks' doing: a busy machine blocks no loop.
    const heldMs = frozenMs - (session.lanes.find(({ id }) => id === 0)?.waitMs ?? 0);
    if (heldMs < feltWaitMs) return null;
    const kept = withoutCore(evidence, frozenMs);
    if (kept) return { rule: this.id, ...kept };
    const { freezeCount } = session.loop;
    const { longestMs, task } = longestOf(session);
    const inTurn = task === null ? longestInTurn(evidence) : null;
    return {
      rule: this.id,
      severity: 'problem',
      saw: saw(frozenMs, freezeCount, longestMs, task, inTurn),
      figures: { frozenMs, freezes: freezeCount, longestMs, ...taskFigure(task ?? inTurn?.task ?? null) },
      why: 'Meanwhile no other task, timer or connection could run.',
      ...next(evidence, heldMs, inTurn !== null),
      source: wordsOf(session.plan).pages.eventLoop,
    } satisfies Found;
  },
};

const taskFigure = (task: number | null) => (task === null ? {} : { task });

/** The longest time it was held; the task is null when many had their share in it. */
function longestOf({ loop: { longest } }: Session): { longestMs: number; task: number | null } {
  const [held] = longest;
  return { longestMs: held?.durationMs ?? 0, task: held?.holder?.kind === 'task' ? held.holder.task : null };
}

/**
 * The longest of tasks that held the loop one after another without a turn in between, so that a freeze is no single
 * one's: they do not overlap. Null where they took turns.
 */
function longestInTurn(evidence: Evidence): TaskTimes['longest'] {
  const work = anyWorkOf(evidence);
  return work && occupiedRatio(work) <= oneAfterAnother ? taskTimes(evidence.session).longest : null;
}

function saw(
  frozenMs: number,
  freezes: number,
  longestMs: number,
  task: number | null,
  inTurn: TaskTimes['longest'],
): string {
  const by = task !== null ? `task ${count(task)}` : inTurn ? 'tasks in a row' : 'many tasks';
  if (freezes > 1)
    return `The loop froze ${count(freezes)} times (${duration(frozenMs)} in total, longest ${duration(longestMs)} by ${by})`;
  const longest = inTurn ? ` (task ${count(inTurn.task)}: ${duration(inTurn.ms)})` : '';
  return `The loop was frozen for ${duration(frozenMs)}, blocked by ${by}${task === null && !inTurn ? ' together' : ''}${longest}`;
}

function next(evidence: Evidence, heldMs: number, inTurn: boolean): Advice {
  const { plan } = evidence.session;
  const words = wordsOf(plan);
  const pool = modelLike(plan, loopWithPool);
  const computing = computes(evidence);
  const { begun } = taskTimes(evidence.session);
  if (begun > 0 && heldMs / begun < wellWorthMovingMs)
    return inTurn
      ? { next: `Yield to the loop between tasks (${words.turn}), or run fewer at once`, step: null }
      : advice({ kind: 'at-once', to: 'fewer' }, ': together they block the loop');
  if (hasPool(modelCard(plan)))
    return {
      next: computing
        ? `Move the computing to the pool: ${words.offload}`
        : `Move the blocking call to the pool (${words.offload}), or make it async`,
      step: null,
    };
  // What hybrid is not given it runs on its loop, and blocks that as before.
  return tryModel(
    plan,
    ownThreads,
    computing === false
      ? `, the async form of the call, or ${pool} with ${words.offload}`
      : `, or ${pool} with ${words.offload}: the loop then stays free`,
  );
}
