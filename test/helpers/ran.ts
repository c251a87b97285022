import type { Plan } from '../../source/protocol/plan.ts';
import type { Ran } from '../../source/runner/batch.ts';
import { courseOf } from '../../source/session/course.ts';
import { createSession } from '../../source/session/state.ts';
import type { Summary } from '../../source/session/summary.ts';

/** A turn that ran and came to that, as a batch has it. */
export function ranOf<T extends { readonly plan: Plan }>(turn: T, summary: Summary): Ran<T> {
  const tookMs = (summary.startMs ?? 0) + (summary.wallMs ?? 0);
  const session = createSession(turn.plan);
  return { ...turn, summary, course: courseOf(session), results: session.results, tookMs };
}
