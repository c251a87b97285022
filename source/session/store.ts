import type { RunEvent } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import { reduce } from './reduce.ts';
import { createSession, type Session } from './state.ts';

/** Runs a function a tick later and only once for all calls until then. Given from outside: no clock in here. */
export type Schedule = (flush: () => void) => void;

/** A session that can be watched: `useSyncExternalStore` fits it as it is. */
export type SessionStore = {
  getSnapshot(): Session;
  subscribe(listener: () => void): () => void;
  push(event: RunEvent): void;
  /** Takes in what is pending now, and tells the subscribers. */
  flush(): void;
};

/** Creates a store whose subscribers hear at most once a tick, however many events come. */
export function createStore(plan: Plan, schedule: Schedule): SessionStore {
  let snapshot = createSession(plan);
  let current = snapshot;
  let scheduled = false;
  const listeners = new Set<() => void>();

  function flush(): void {
    scheduled = false;
    if (snapshot === current) return;
    snapshot = current;
    for (const listener of listeners) listener();
  }

  return {
    getSnapshot: () => snapshot,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    push(event) {
      current = reduce(current, event);
      // The end is shown at once: nobody should wait a tick for it.
      if (event.type === 'run-ended') return flush();
      if (scheduled) return;
      scheduled = true;
      schedule(flush);
    },
    flush,
  };
}
