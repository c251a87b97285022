import { feltWaitMs } from '../../catalog/figures.ts';
import { modelCard, sharesLoop, wordsOf } from '../../catalog/models.ts';
import { count, duration, holderName } from '../../format.ts';
import type { Session } from '../../session/state.ts';
import type { Held } from '../../session/vitals.ts';
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
    const longest = longestOf(session);
    const { longestMs, task } = longest;
    const inTurn = longestInTurn(evidence, longest);
    return {
      rule: this.id,
      severity: 'problem',
      saw: saw(session, frozenMs, longest, inTurn),
      figures: { frozenMs, freezes: freezeCount, longestMs, ...taskFigure(task ?? inTurn?.task ?? null) },
      why: whyFrozen(session),
      ...heldAdvice(evidence, heldMs, inTurn !== null ? 'in-turn' : (longest.holder?.kind ?? null)),
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

type Longest = { readonly longestMs: number; readonly holder: Held['holder']; readonly task: number | null };

/** The longest time it was held other than by the collector; the holder, and the task, are null where nobody knows them. */
export function longestOf({ loop: { longest, held } }: Session): Longest {
  const isOther = ({ cause }: Held) => cause !== 'collector';
  const most = longest.find(isOther) ?? held.find(isOther);
  const holder = most?.holder ?? null;
  return { longestMs: most?.durationMs ?? 0, holder, task: holder?.kind === 'task' ? holder.task : null };
}

/**
 * The longest of tasks that held the loop one after another without a turn in between, so that a freeze is no single
 * one's: they do not overlap, and none took longer than the freeze. Null where they took turns, and where one held it alone.
 */
function longestInTurn(evidence: Evidence, { longestMs, holder }: Longest): TaskTimes['longest'] {
  const work = anyWorkOf(evidence);
  if (!work || (holder !== null && holder.kind !== 'tasks') || occupiedRatio(work) > oneAfterAnother)
    return null;
  const { longest } = taskTimes(evidence.session);
  return longest && longest.ms <= longestMs ? longest : null;
}

function saw(
  { loop }: Session,
  frozenMs: number,
  { longestMs, holder }: Longest,
  inTurn: TaskTimes['longest'],
): string {
  if (loop.longest[0]?.cause === 'collector')
    return `Garbage collection apart, the loop froze for ${duration(frozenMs - loop.frozenCollectingMs)} (longest ${duration(longestMs)})`;
  const by = inTurn ? 'several tasks' : holder && holderName(holder);
  if (loop.freezeCount > 1)
    return `The loop froze ${count(loop.freezeCount)} times (${duration(frozenMs)} in total, longest ${duration(longestMs)}${by === null ? '' : ` by ${by}`})`;
  const frozen = `The loop was frozen for ${duration(frozenMs)}`;
  if (inTurn) return `${frozen} by one task after another, each up to ${duration(inTurn.ms)}`;
  return by === null ? frozen : `${frozen}, blocked by ${by}`;
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
