import { endedByItself } from '../protocol/events.ts';
import { type Measured, roundMs } from '../protocol/units.ts';
import type { Session } from './state.ts';

/** How the workload's body behaved when it was called. */
export type Calls = {
  /** Whether its calls on the main loop returned a promise; null where none was made there, or none returned. */
  returnsPromise: 'always' | 'never' | 'sometimes' | null;
  /** How many tasks that are done returned undefined, on any lane; null until the run has come to its end. */
  undefinedResults: Measured;
  /** What a call that returned a promise computed up to its first await, on average; null where that was not measured. */
  beforeAwaitMs: Measured;
};

export function callsOf({ calls, tasks, ended }: Session): Calls {
  if (calls === null) return { returnsPromise: null, undefinedResults: null, beforeAwaitMs: null };
  const { promises, values, results, beforeAwaitMs } = calls;
  const known = ended !== null && endedByItself(ended.outcome);
  return {
    returnsPromise:
      promises + values === 0 ? null : values === 0 ? 'always' : promises === 0 ? 'never' : 'sometimes',
    beforeAwaitMs: promises === 0 || beforeAwaitMs === null ? null : roundMs(beforeAwaitMs / promises),
    undefinedResults: known ? Math.max(0, tasks.counts.done - results) : null,
  };
}
