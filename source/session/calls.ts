import { endedByItself } from '../protocol/events.ts';
import type { Measured } from '../protocol/units.ts';
import type { Session } from './state.ts';

/** How the workload's body behaved when it was called. */
export type Calls = {
  /** Whether its calls on the main loop returned a promise; null where none was made there, or none returned. */
  returnsPromise: 'always' | 'never' | 'sometimes' | null;
  /** How many tasks that are done returned undefined, on any lane; null until the run has come to its end. */
  undefinedResults: Measured;
};

export function callsOf({ calls, tasks, ended }: Session): Calls {
  if (calls === null) return { returnsPromise: null, undefinedResults: null };
  const { promises, values, results } = calls;
  const known = ended !== null && endedByItself(ended.outcome);
  return {
    returnsPromise:
      promises + values === 0 ? null : values === 0 ? 'always' : promises === 0 ? 'never' : 'sometimes',
    undefinedResults: known ? Math.max(0, tasks.counts.done - results) : null,
  };
}
