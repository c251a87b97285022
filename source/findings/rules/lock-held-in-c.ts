import { feltWaitMs } from '../../catalog/figures.ts';
import { hasPool, modelCard, ownProcesses, wordsOf } from '../../catalog/models.ts';
import { duration, holderName } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import type { Rule } from '../finding.ts';
import { placeWords } from '../held-words.ts';
import { sources } from '../sources.ts';
import { type Advice, tryModel } from '../step.ts';

/** C code that keeps the lock until it is done: Python code gives it up every 5 ms when another thread wants it. */
export const lockHeldInC: Rule = {
  id: 'lock-held-in-c',
  looksFor: 'calls of C code that keep the lock (the GIL) until they are done',
  underLoad: 'times',
  find({ session }) {
    // The collector keeps it as well: of that its own finding tells.
    const held = session.loop.longest.find(
      ({ keepsLock, cause }) => keepsLock === true && cause !== 'collector',
    );
    if (!held || held.durationMs < feltWaitMs) return null;
    const { durationMs, holder } = held;
    const place = placeWords(held);
    const by = holder === null ? '' : `${holderName(holder)}, `;
    return {
      rule: this.id,
      severity: 'warning',
      saw: `C code kept the lock for ${duration(durationMs)}${place === null ? '' : ` (${by}${place})`}`,
      figures: { heldMs: durationMs, ...(holder?.kind === 'task' ? { task: holder.task } : {}) },
      why: 'No other thread of the process can run Python code until such a call returns.',
      ...next(session.plan),
      source: sources.lock,
    };
  },
};

function next(plan: Plan): Advice {
  const card = modelCard(plan);
  if (hasPool(card))
    return { next: `Move that call to a process: ${wordsOf(plan).offload.computing}`, step: null };
  return card.lane === ownProcesses.lane
    ? { next: 'Split that call into shorter ones', step: null }
    : tryModel(plan, ownProcesses, ': in a thread such a call holds up all the others');
}
