/** Runs a function a tick later and only once for all calls until then. Given from outside: no clock in here. */
export type Schedule = (flush: () => void) => void;

/** What events make of a state, where it can be watched: `useSyncExternalStore` fits it as it is. */
export type Store<State, Event> = {
  getSnapshot(): State;
  subscribe(listener: () => void): () => void;
  push(event: Event): void;
  /** Takes in what is pending now, and tells the subscribers. */
  flush(): void;
};

/** What a store is made of. `isLast`: nobody should wait a tick for that event. */
type Parts<State, Event> = {
  readonly first: State;
  readonly reduce: (state: State, event: Event) => State;
  readonly isLast: (event: Event) => boolean;
};

/** Creates a store whose subscribers hear at most once a tick, however many events come. */
export function createStore<State, Event>(
  { first, reduce, isLast }: Parts<State, Event>,
  schedule: Schedule,
): Store<State, Event> {
  let snapshot = first;
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
      if (isLast(event)) return flush();
      if (scheduled) return;
      scheduled = true;
      schedule(flush);
    },
    flush,
  };
}
