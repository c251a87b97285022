import type { Measured } from '../protocol/units.ts';
import { type Each, perLane, perTask } from './per-task.ts';
import type { Session } from './state.ts';

/** What a run took of memory, its engine and lanes together. */
export type MemorySummary = {
  peakRssBytes: Measured;
  peakPssBytes: Measured;
  peakVirtualBytes: Measured;
  /** Of `perTask` the PSS where it was measured, else the RSS. */
  perTaskBytes: Measured;
  perTask: Each;
  perLane: Each;
};

export function memoryOf(session: Session): MemorySummary {
  const { peakRssBytes, peakPssBytes, peakVirtualBytes } = session.memory;
  const each = perTask(session);
  return {
    peakRssBytes,
    peakPssBytes,
    peakVirtualBytes,
    perTaskBytes: peakPssBytes === null ? each.rssBytes : each.pssBytes,
    perTask: each,
    perLane: perLane(session),
  };
}
