import type { ModelId } from '../protocol/plan.ts';
import type { Measured } from '../protocol/units.ts';

/** Where a number comes from. `one`: one task at a time, by definition. */
export type FormulaName =
  | 'one'
  | 'cores'
  | 'cores-and-waiting'
  | 'lock-and-waiting'
  | 'loop-and-waiting'
  | 'off-loop'
  | 'given';

/** Why a number is not the one that its formula gives. */
export type Limit = 'tasks' | 'descriptors' | 'memory' | 'most' | 'enough' | 'tried';

/** Numbers for a model, and how they were found. */
export type Size = {
  /** Tasks at once. */
  readonly concurrency: number;
  /** UV_THREADPOOL_SIZE; null: as it is. */
  readonly libuvThreads: number | null;
  /** Threads behind the loop, for a workload with parts. */
  readonly poolThreads: number | null;
  /** Processes there; null: none. */
  readonly poolProcesses: number | null;
  readonly formula: {
    readonly name: FormulaName;
    /** What was put in, by name; which ones depends on the formula: `cores`, `waitingMs`, `computingMs`, `libuvThreads`. */
    readonly figures: Readonly<Record<string, number>>;
    /** `enough`: more at once were tried, and were no faster; `tried`: these are more than the formula gives. Null: nothing did. */
    readonly limitedBy: Limit | null;
    /** Title and address, or title and section. */
    readonly source: string;
  };
};

/** Why a model is not tried. `share`: the measured one that says so. */
export type Skip = {
  readonly reason: /** The function returns no promise, or no coroutine: under async it is the same code as sequential. */
    | 'no-promise'
    /** Next to nothing waits, and nothing computes beside the loop. */
    | 'nothing-waits'
    /** hybrid: there are no parts to hand over, so it is the same code as another model. */
    | 'no-parts'
    /** A message per task takes longer than half of a task. */
    | 'too-small'
    /** Only one core, and its thread is never free. */
    | 'one-core'
    /** It cannot run so: the workload's card says why. */
    | 'refused'
    /** An answer of the person rules it out. */
    | 'answer'
    /** No memory for a second lane. */
    | 'memory';
  readonly share: Measured;
  /** The answer (`isolation=yes`), or the words of a refusal. */
  readonly detail: string | null;
};

export type Sized =
  | { readonly size: Size; readonly skip: null }
  | { readonly size: null; readonly skip: Skip };
export type Sizes = Readonly<Record<ModelId, Sized>>;
