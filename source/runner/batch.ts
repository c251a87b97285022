import type { Outcome } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Source } from '../protocol/source.ts';
import type { Session } from '../session/state.ts';
import type { Schedule } from '../session/store.ts';
import { type Summary, summarize } from '../session/summary.ts';
import { type Run, startRun } from './run.ts';

/** What is to run, with whatever its owner knows it by: a variant of a comparison, for instance. */
type Turn = { readonly plan: Plan };

/** A turn that has run. */
export type Ran<T extends Turn = Turn> = T & { readonly summary: Summary };

/** Runs one after another, each from a source of its own. */
export type Batch<T extends Turn = Turn> = {
  /** What runs, in this order. */
  readonly turns: readonly T[];
  /** What has run so far, in the order of the turns. */
  readonly ended: readonly Ran<T>[];
  /** The run that was cut off when the batch was stopped, which says nothing of its work; null for none. */
  readonly cutOff: Ran<T> | null;
  /** The run under way; null before the first, between two, and at the end. */
  readonly current: Session | null;
  /** `stopped`: from outside, before all had run. */
  readonly state: 'running' | 'done' | 'stopped';
};

/** A batch under way. */
export type BatchRun<T extends Turn> = {
  /** Asks the run under way to end, and starts no more; asked again, kills it. */
  cancel(): void;
  /** Ends the run under way at once, and starts no more. */
  kill(): void;
  /** Resolves with the last state of the batch. */
  readonly ended: Promise<Batch<T>>;
};

export type BatchOptions<T extends Turn> = {
  /** The source that runs a plan. */
  sourceOf(plan: Plan): Source;
  readonly schedule: Schedule;
  /** Told of every change, of the run under way as `schedule` has it. */
  onChange?(batch: Batch<T>): void;
};

/** Runs all turns; a run starts when no process of the one before is left, and whatever became of that. */
export function startBatch<T extends Turn>(
  turns: readonly T[],
  { sourceOf, schedule, onChange = () => {} }: BatchOptions<T>,
): BatchRun<T> {
  const { promise: ended, resolve } = Promise.withResolvers<Batch<T>>();
  let batch: Batch<T> = { turns, ended: [], cutOff: null, current: null, state: 'running' };
  let stopped = false;
  let run: Run | null = null;

  function set(change: Partial<Batch<T>>): void {
    batch = { ...batch, ...change };
    onChange(batch);
    if (batch.state !== 'running') resolve(batch);
  }

  function take(session: Session): void {
    if (!session.ended) {
      set({ current: session });
      return;
    }
    const ran = { ...turns[batch.ended.length]!, summary: summarize(session) };
    // One that came to its end all the same was not cut off.
    const whole = !stopped || ran.summary.outcome === 'completed';
    const all = whole ? [...batch.ended, ran] : batch.ended;
    const state = all.length === turns.length ? 'done' : stopped ? 'stopped' : 'running';
    set({ current: null, ended: all, cutOff: whole ? null : ran, state });
    // A tick later: sources that fail at once must not fill the stack.
    if (state === 'running') queueMicrotask(next);
  }

  function next(): void {
    const turn = stopped ? undefined : turns[batch.ended.length];
    if (turn === undefined) set({ state: stopped ? 'stopped' : 'done' });
    else run = startRun(sourceOf(turn.plan), { schedule, onChange: take });
  }

  set({});
  next();
  return {
    cancel() {
      stopped = true;
      run?.cancel();
    },
    kill() {
      stopped = true;
      run?.kill();
    },
    ended,
  };
}

/** How the runs went as a whole: as the first that did not complete. */
export function outcomeOf({ ended, cutOff }: Batch): Outcome {
  const failed = [...ended, ...(cutOff ? [cutOff] : [])].find(
    ({ summary }) => summary.outcome !== 'completed',
  );
  return failed ? (failed.summary.outcome ?? 'crashed') : 'completed';
}
