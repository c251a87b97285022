import type { Outcome } from '../protocol/events.ts';
import type { Plan } from '../protocol/plan.ts';
import type { Source } from '../protocol/source.ts';
import { type Course, courseOf } from '../session/course.ts';
import type { Session } from '../session/state.ts';
import type { Schedule } from '../session/store.ts';
import { type Summary, summarize } from '../session/summary.ts';
import { type Run, startRun } from './run.ts';

/** What is to run, with whatever its owner knows it by: a variant of a comparison, for instance. */
type Turn = { readonly plan: Plan };

/** A turn that has run. */
export type Ran<T extends Turn = Turn> = T & {
  readonly summary: Summary;
  /** How its work went on, as far as it came. */
  readonly course: Course;
  /** What its first tasks returned, by task. */
  readonly results: Session['results'];
  /** Milliseconds from the start of its source to its last event by this process's clock: the boot of an engine counts. */
  readonly tookMs: number;
};

/** What a batch runs. Both are pure: the same runs always lead to the same turn. */
export type Order<T extends Turn> = {
  /** What runs after those that have ended, in the order in which they ran; null for no more. */
  next(ended: readonly Ran<T>[]): T | null;
  /** What will run after them as far as it is known, the next one first; only to be shown. Default: the next one. */
  expected?(ended: readonly Ran<T>[]): readonly T[];
};

/** All of them, one after another. */
export function inOrder<T extends Turn>(turns: readonly T[]): Order<T> {
  return {
    next: ({ length }) => turns[length] ?? null,
    expected: ({ length }) => turns.slice(length),
  };
}

/** Runs one after another, each from a source of its own. */
export type Batch<T extends Turn = Turn> = {
  /** What has run, what runs, and what will as far as it is known, in this order. */
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

export type BatchOptions<T extends Turn> = Order<T> & {
  /** The source that runs a plan. */
  sourceOf(plan: Plan): Source;
  readonly schedule: Schedule;
  /** Told of every change, of the run under way as `schedule` has it. */
  onChange?(batch: Batch<T>): void;
};

/** Runs turns until there is no next one; a run starts when no process of the one before is left, and whatever became of that. */
export function startBatch<T extends Turn>({
  next,
  expected = (ended) => [next(ended)].filter((turn) => turn !== null),
  sourceOf,
  schedule,
  onChange = () => {},
}: BatchOptions<T>): BatchRun<T> {
  const { promise: ended, resolve } = Promise.withResolvers<Batch<T>>();
  let turn = next([]);
  let batch: Batch<T> = { turns: expected([]), ended: [], cutOff: null, current: null, state: 'running' };
  let stopped = false;
  let run: Run | null = null;

  function set(change: Partial<Batch<T>>): void {
    batch = { ...batch, ...change };
    onChange(batch);
    if (batch.state !== 'running') resolve(batch);
  }

  function take(session: Session, of: T, beganMs: number): void {
    if (!session.ended) {
      set({ current: session });
      return;
    }
    const tookMs = performance.now() - beganMs;
    const { results } = session;
    const ran: Ran<T> = { ...of, summary: summarize(session), course: courseOf(session), results, tookMs };
    // One that came to its end all the same was not cut off.
    if (stopped && ran.summary.outcome !== 'completed') {
      set({ current: null, cutOff: ran, state: 'stopped' });
      return;
    }
    const all = [...batch.ended, ran];
    turn = next(all);
    const turns = turn === null ? all : [...all, ...expected(all)];
    const state = turn === null ? 'done' : stopped ? 'stopped' : 'running';
    set({ turns, current: null, ended: all, state });
    // A tick later: sources that fail at once must not fill the stack.
    if (state === 'running') queueMicrotask(go);
  }

  function go(): void {
    const of = turn;
    if (of === null || stopped) set({ state: of === null ? 'done' : 'stopped' });
    else {
      const beganMs = performance.now();
      run = startRun(sourceOf(of.plan), { schedule, onChange: (session) => take(session, of, beganMs) });
    }
  }

  set({});
  go();
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
