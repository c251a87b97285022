import type { RunEvent } from './events.ts';
import type { Plan } from './plan.ts';

/**
 * Anything that yields the events of one run: an engine in a process of its own, or something that only looks like one
 * from here, such as a recording. What has several processes with events of their own is as many sources.
 */
export type Source = {
  readonly plan: Plan;
  /**
   * Starts it. `onEvent` gets every event, `run-ended` last and always, when no process of it is left. Throws where it
   * cannot even be started.
   */
  start(onEvent: (event: RunEvent) => void): Stream;
};

/** A source under way. */
export type Stream = {
  /** Asks the work to end by itself; the source ends what has not done so after `graceMs`. Only the first call counts. */
  cancel(graceMs: number): void;
  /** Ends it and all it started at once; the run counts as cancelled. */
  kill(): void;
};

/** The same source with a listener that gets each event first. */
export function overheard(source: Source, listener: (event: RunEvent) => void): Source {
  return {
    plan: source.plan,
    start: (onEvent) =>
      source.start((event) => {
        listener(event);
        onEvent(event);
      }),
  };
}
