import { feltWaitMs } from '../../catalog/figures.ts';
import { modelCard, sharesLoop, wordsOf } from '../../catalog/models.ts';
import { count, duration } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import type { Evidence, Found, Rule } from '../finding.ts';
import { heldAdvice } from '../held-advice.ts';
import { worstOf } from '../held-place.ts';
import { didWords } from '../held-words.ts';
import { withoutCore } from '../loop-without-core.ts';
import { type TaskTimes, taskTimes } from '../task-times.ts';
import { anyWorkOf, occupiedRatio } from '../work.ts';

/** Tasks at a time, on average, of those that run to their end before the next begins: one, and a little to start them. */
const oneAfterAnother = 1.5;

/** The loop that many tasks share was frozen: in one piece, or again and again. */
export const loopBlocked: Rule = {
  id: 'loop-blocked',
  looksFor: 'a frozen event loop that tasks share',
  unless: ['loop-starved', 'loop-waits', 'deadlock'],
  underLoad: 'times',
  find(evidence) {
    const { session } = evidence;
    const frozen = frozenLoop(evidence);
    if (frozen === null) return null;
    const { frozenMs, heldMs } = frozen;
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
      why: whyFrozen(session),
      ...heldAdvice(evidence, heldMs, inTurn !== null),
      source: wordsOf(session.plan).pages.eventLoop,
    } satisfies Found;
  },
};

/**
 * How long a loop that tasks share was frozen, and how much of it was not a wait for a core or for the lock, which is not
 * its tasks' doing: a busy machine blocks no loop. Null where that was not felt.
 */
export function frozenLoop({ session, summary }: Evidence): { frozenMs: number; heldMs: number } | null {
  const { frozenMs } = summary.loop;
  if (!sharesLoop(modelCard(session.plan)) || frozenMs === null) return null;
  const { waitMs = null, lockMs = null } = session.lanes.find(({ id }) => id === 0) ?? {};
  // Nor is what the collector took: that has a finding of its own.
  const heldMs = frozenMs - (waitMs ?? 0) - (lockMs ?? 0) - session.loop.frozenCollectingMs;
  return heldMs < feltWaitMs ? null : { frozenMs, heldMs };
}

const taskFigure = (task: number | null) => (task === null ? {} : { task });

/** The longest time it was held; the task is null when many had their share in it. */
export function longestOf({ loop: { longest } }: Session): { longestMs: number; task: number | null } {
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

/** What is longer has no room for more beside it on a screen. */
const shortWhy = 52;

/** What held the loop for most of the time, where that is known, and what all of it does. */
export function whyFrozen({ loop: { held } }: Session): string {
  const worst = worstOf(held);
  const did = worst && didWords(worst);
  if (!did) return 'Meanwhile no other task, timer or connection could run.';
  const what = `It was ${did}`;
  return what.length > shortWhy ? what : `${what}. No other task could run.`;
}
