import type { Session } from '../../session/state.ts';
import { type Summary, summarize } from '../../session/summary.ts';

const summaries = new WeakMap<Session, Summary>();

/** The summary of a session, made once: it sorts the durations of all tasks, too much for every frame. */
export function summaryOf(session: Session): Summary {
  let summary = summaries.get(session);
  if (!summary) {
    summary = summarize(session);
    summaries.set(session, summary);
  }
  return summary;
}
