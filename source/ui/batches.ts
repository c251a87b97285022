import type { Plan } from '../protocol/plan.ts';
import type { Session } from '../session/state.ts';
import { createStore, type Schedule } from '../session/store.ts';
import { type Summary, summarize } from '../session/summary.ts';
import { type Engine, type Launch, startEngine } from './start-engine.ts';

/** Runs one after another, each in a fresh engine. One batch at a time, and none while the lab runs something. */
export type Batch = {
  readonly plans: readonly Plan[];
  /** Of the runs that ended so far, in the order of the plans. */
  readonly summaries: readonly Summary[];
  /** The run under way; null before the first, between two, and at the end. */
  readonly current: Session | null;
  /** `stopped`: by the person, before all had run. */
  readonly state: 'running' | 'done' | 'stopped';
};

export type Batches = {
  /** Starts runs; `onChange` hears of every change, at most once a frame. Returns why not in one line, or null. */
  start(plans: readonly Plan[], onChange: (batch: Batch) => void): string | null;
  /** Ends the run under way at once and starts no more. */
  stop(): void;
  readonly running: boolean;
};

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
