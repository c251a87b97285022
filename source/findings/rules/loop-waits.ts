import { feltWaitMs } from '../../catalog/figures.ts';
import { wordsOf } from '../../catalog/models.ts';
import { count, duration } from '../../format.ts';
import type { Held } from '../../session/vitals.ts';
import type { Found, Rule } from '../finding.ts';
import { heldAdvice } from '../held-advice.ts';
import { frozenLoop, longestOf, whyFrozen } from './loop-blocked.ts';

/** What waits for more of its freezes than it computes in is told what it waits for. */
const mostOfIt = 0.5;

const waits = ({ cause }: Held) => cause === 'blocked' || cause === 'child';

/** The loop that many tasks share was frozen, and used no core meanwhile: it was in a call that waits. */
export const loopWaits: Rule = {
  id: 'loop-waits',
  looksFor: 'an event loop that waits in a call and uses no core',
  unless: ['loop-starved', 'deadlock'],
  underLoad: 'times',
  find(evidence) {
    const { session } = evidence;
    const frozen = frozenLoop(evidence);
    if (frozen === null) return null;
    const { held } = session.loop;
    const knownMs = sum(held);
    const waitedMs = sum(held.filter(waits));
    if (waitedMs < feltWaitMs || waitedMs < mostOfIt * knownMs) return null;
    const longest = longestOf(session);
    const { task, longestMs } = longest;
    return {
      rule: this.id,
      severity: 'problem',
      saw: saw(waitedMs, session.loop.freezeCount, longestMs, task),
      figures: {
        frozenMs: frozen.frozenMs,
        waitedMs,
        freezes: session.loop.freezeCount,
        longestMs,
        ...(task === null ? {} : { task }),
      },
      why: whyFrozen(session),
      ...heldAdvice(evidence, frozen.heldMs, longest.holder?.kind ?? null),
      source: wordsOf(session.plan).pages.eventLoop,
    } satisfies Found;
  },
};

function saw(waitedMs: number, freezes: number, longestMs: number, task: number | null): string {
  if (freezes > 1)
    return `The loop waited ${duration(waitedMs)} in calls and used no core (${count(freezes)} times, longest ${duration(longestMs)})`;
  const where = task === null ? 'calls' : `a call of task ${count(task)}`;
  return `The loop waited ${duration(waitedMs)} in ${where} and used no core`;
}

const sum = (held: readonly Held[]) => held.reduce((ms, { durationMs }) => ms + durationMs, 0);
