import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { createStore, type Schedule } from '../session/store.ts';
import { type Summary, summarize } from '../session/summary.ts';
import type { Batch, Batches } from './screens/open-screen.ts';
import { type Engine, type Launch, startEngine } from './start-engine.ts';

type BatchServices = {
  launch: Launch;
  schedule: Schedule;
  /** Why nothing can be started now, in one line; null when it can. */
  refusal(): string | null;
  /** Told of every change, after whoever started the batch. */
  onChange(batch: Batch): void;
};

/** Runs batches of plans, one engine after another; a run starts when no process of the one before is left. */
export function createBatches({ launch, schedule, refusal, onChange }: BatchServices): Batches {
  let stop: (() => void) | null = null;

  function run(plans: readonly Plan[], tell: (batch: Batch) => void): void {
    let batch: Batch = { plans, summaries: [], current: null, state: 'running' };
    let stopped = false;
    let engine: Engine | null = null;
    stop = () => {
      stopped = true;
      engine?.kill();
    };

    function set(change: Partial<Batch>): void {
      batch = { ...batch, ...change };
      if (batch.state !== 'running') stop = null;
      tell(batch);
      onChange(batch);
    }

    function ended(session: Session): void {
      engine = null;
      // A run that was cut off says nothing.
      const summaries: readonly Summary[] = stopped
        ? batch.summaries
        : [...batch.summaries, summarize(session)];
      const done = summaries.length === plans.length;
      set({ current: null, summaries, state: stopped ? 'stopped' : done ? 'done' : 'running' });
      // A tick later: engines that fail at once must not fill the stack.
      if (batch.state === 'running') queueMicrotask(next);
    }

    function next(): void {
      if (stopped) {
        set({ state: 'stopped' });
        return;
      }
      const plan = plans[batch.summaries.length]!;
      const store = createStore(plan, schedule);
      store.subscribe(() => {
        const session = store.getSnapshot();
        if (session.ended) ended(session);
        else set({ current: session });
      });
      engine = startEngine(launch, plan, store);
    }

    set({});
    next();
  }

  return {
    start(plans, tell) {
      if (plans.length === 0) return 'there is nothing to run';
      const reason = stop ? 'other runs are under way: wait for them, or stop them' : refusal();
      if (reason === null) run(plans, tell);
      return reason;
    },
    stop: () => stop?.(),
    get running() {
      return stop !== null;
    },
  };
}
