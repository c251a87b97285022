import type { Plan } from '../../../protocol/plan.ts';
import type { Source } from '../../../protocol/source.ts';
import { type Run, startRun } from '../../../runner/run.ts';
import { createSession, type Session } from '../../../session/state.ts';
import type { Schedule } from '../../../session/store.ts';

/** The run on the screen and the one before it. */
export type Runs = {
  readonly session: Session | null;
  readonly previous: Session | null;
  readonly running: boolean;
  /** It was asked to end; asked again, it is killed. */
  readonly cancelling: boolean;
};

type RunServices = {
  sourceOf(plan: Plan): Source;
  schedule: Schedule;
  onSession(session: Session): void;
};

/** The lab's runs, one after another. */
export type LabRuns = {
  getSnapshot(): Runs;
  /** Starts a plan. Does nothing while a run is under way. */
  start(plan: Plan): void;
  /** First asks the run to end; the second time it is killed. */
  cancel(): void;
  /** Ends a run under way at once: the person leaves. */
  leave(): void;
};

/** Runs with nothing run yet; `changed` is told of every new snapshot. */
export function createRuns({ sourceOf, schedule, onSession }: RunServices, changed: () => void): LabRuns {
  let runs: Runs = { session: null, previous: null, running: false, cancelling: false };
  let run: Run | null = null;

  function set(next: Runs): void {
    runs = next;
    changed();
  }

  return {
    getSnapshot: () => runs,
    start(plan) {
      if (runs.running) return;
      // A run that never began says nothing to compare with.
      const previous = runs.session?.runningSinceMs != null ? runs.session : runs.previous;
      set({ session: createSession(plan), previous, running: true, cancelling: false });
      run = startRun(sourceOf(plan), {
        schedule,
        onChange(session) {
          onSession(session);
          const running = session.ended === null;
          set({ ...runs, session, running, cancelling: running && runs.cancelling });
        },
      });
    },
    cancel() {
      if (!runs.running) return;
      run?.cancel();
      if (runs.running) set({ ...runs, cancelling: true });
    },
    leave: () => run?.kill(),
  };
}
