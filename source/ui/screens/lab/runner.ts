import type { Plan } from '../../../protocol/plan.ts';
import type { Session } from '../../../session/state.ts';
import { createStore, type Schedule, type SessionStore } from '../../../session/store.ts';
import { type Engine, type Launch, startEngine } from '../../start-engine.ts';

/** The run on the screen and the one before it. */
export type Runs = {
  readonly session: Session | null;
  readonly previous: Session | null;
  readonly running: boolean;
  /** It was asked to end; asked again, it is killed. */
  readonly cancelling: boolean;
};

type RunnerServices = {
  launch: Launch;
  schedule: Schedule;
  onSession(session: Session): void;
};

/** Runs one plan after another, outside of React; fits `useSyncExternalStore`. */
export type Runner = {
  getSnapshot(): Runs;
  subscribe(listener: () => void): () => void;
  /** Starts a plan. Does nothing while a run is under way. */
  start(plan: Plan): void;
  /** First asks the run to end; the second time it is killed. */
  cancel(): void;
  /** Ends a run under way at once: the person leaves. */
  leave(): void;
};

/** A runner with nothing run yet. */
export function createRunner({ launch, schedule, onSession }: RunnerServices): Runner {
  let runs: Runs = { session: null, previous: null, running: false, cancelling: false };
  let engine: Engine | null = null;
  const listeners = new Set<() => void>();

  function set(next: Runs): void {
    runs = next;
    for (const listener of listeners) listener();
  }

  function follow(store: SessionStore): void {
    store.subscribe(() => {
      const session = store.getSnapshot();
      onSession(session);
      const running = session.ended === null;
      if (!running) engine = null;
      set({ ...runs, session, running, cancelling: running && runs.cancelling });
    });
  }

  return {
    getSnapshot: () => runs,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start(plan) {
      if (runs.running) return;
      const store = createStore(plan, schedule);
      follow(store);
      // A run that never began says nothing to compare with.
      const previous = runs.session?.runningSinceMs != null ? runs.session : runs.previous;
      set({ session: store.getSnapshot(), previous, running: true, cancelling: false });
      engine = startEngine(launch, plan, store);
    },
    cancel() {
      if (!engine) return;
      if (runs.cancelling) engine.kill();
      else engine.cancel();
      set({ ...runs, cancelling: true });
    },
    leave() {
      engine?.kill();
    },
  };
}
