import { wordsOf } from '../../catalog/models.ts';
import { duration } from '../../format.ts';
import type { Plan } from '../../protocol/plan.ts';
import { isOwn } from '../../session/own-frame.ts';
import type { Held } from '../../session/vitals.ts';
import type { Rule } from '../finding.ts';
import { didWords, placeWords } from '../held-words.ts';
import { insteadOf } from '../instead.ts';
import { sources } from '../sources.ts';

/** A main thread that waits for another one, while nobody is left who could wake it. */
export const deadlock: Rule = {
  id: 'deadlock',
  looksFor: 'a main thread that waits for a thread, when none is left to wake it',
  underLoad: 'holds',
  find({ session }) {
    const held = session.loop.held.findLast((one) => one.deadlock === true);
    if (!held) return null;
    const did = didWords(held);
    const other = placeWords({ frames: held.otherFrames });
    return {
      rule: this.id,
      severity: 'problem',
      saw: `Deadlock: the loop has waited ${duration(held.durationMs)}, ${other === null ? 'and every other thread waits as well' : `as has a thread at ${other}`}`,
      figures: {
        waitedMs: held.durationMs,
        ...(held.holder?.kind === 'task' ? { task: held.holder.task } : {}),
      },
      why: did ? `It was ${did}` : 'Nothing is left that could wake it.',
      next: next(held, session.plan),
      step: null,
      source: sources.locks,
    };
  },
};

function next(held: Held, plan: Plan): string {
  const other = insteadOf(held, plan.runtime);
  const [innermost] = held.otherFrames;
  if (other === null && innermost && isOwn(innermost))
    return 'Let one go before it waits for the other: take locks in the same order';
  return other ? `Use ${other.use} instead of ${other.call}` : wordsOf(plan).freeLock;
}
