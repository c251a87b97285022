import type { Outcome, RunEvent } from '../../source/protocol/events.ts';
import type { Plan } from '../../source/protocol/plan.ts';
import type { Source } from '../../source/protocol/source.ts';

/** The last event of a run. */
export const endedEvent = (outcome: Outcome = 'completed', message: string | null = null): RunEvent => ({
  type: 'run-ended',
  atMs: 5,
  outcome,
  wallMs: 4,
  message,
});

/** Sources that say what a test has them say, with what was asked of them. `dies`: a kill ends them at once. */
export function playedSources({ breaks = false, dies = false } = {}) {
  const plans: Plan[] = [];
  const calls: string[] = [];
  let emit: (event: RunEvent) => void = () => {};
  return {
    /** What was started, in that order. */
    plans,
    calls,
    sourceOf: (plan: Plan): Source => ({
      plan,
      start(onEvent) {
        if (breaks) throw new Error('no more \u001b[31mprocesses');
        plans.push(plan);
        emit = onEvent;
        return {
          cancel: (graceMs) => void calls.push(`cancel ${graceMs}`),
          kill() {
            calls.push('kill');
            if (dies) onEvent(endedEvent('cancelled'));
          },
        };
      },
    }),
    /** Has the source that was started last say events. */
    say(...events: readonly RunEvent[]) {
      for (const event of events) emit(event);
    },
  };
}
