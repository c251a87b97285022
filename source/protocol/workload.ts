import type { ModelId } from './plan.ts';

/**
 * What a workload is. Types only: a module needs no import from Heddle to be a workload, and may import these
 * for its editor's sake (`import type { Workload } from 'heddle/workload'`).
 */

/**
 * Where the time of a task goes. It decides how models run it: `cpu` and `blocking-io` hold the thread they run
 * on, `async-io` gives it back while it waits, `mixed` does some of each.
 */
export type WorkloadKind = 'cpu' | 'blocking-io' | 'async-io' | 'mixed' | 'pitfall';

/** A number a person can set, with its unit and its range (both ends included). */
export type NumberParameter = {
  type: 'number';
  title: string;
  unit: string;
  default: number;
  min: number;
  max: number;
  /** Whole numbers only. */
  integer?: boolean;
};

/** One word out of a list. */
export type ChoiceParameter = {
  type: 'choice';
  title: string;
  choices: readonly string[];
  default: string;
  /** Choices that make no sense under some model: choice, model, and the reason for people. */
  refuses?: Readonly<Record<string, Refusals>>;
};

/** Models something cannot be run under, each with the reason for people. */
export type Refusals = Readonly<Partial<Record<ModelId, string>>>;

export type ParameterSpec = NumberParameter | ChoiceParameter;
export type ParameterValues = Record<string, number | string | boolean>;

/** What a task's body is handed. One a task. */
export type TaskContext<P = ParameterValues, S = unknown> = {
  /** 0-based number of the task. */
  readonly index: number;
  /** The task's item of `--inputs`, which is the body's first argument then; undefined without. */
  readonly input: unknown;
  /** How many tasks the run has. */
  readonly tasks: number;
  readonly parameters: P;
  /** What `setUp` returned. It crossed to other threads and processes as a copy. */
  readonly shared: S;
  /** The run's seed, for work that wants chance repeated. */
  readonly seed: number;
  /** Reports how much is done, from 0 to 1. Call it between chunks, not in the hot loop. */
  progress(ratio: number): void;
  /** True once the run is being cancelled; a long task looks now and then and returns early. */
  readonly cancelled: boolean;
  /** Aborts when the run is cancelled; for `fetch` and the like. */
  readonly signal: AbortSignal;
  /** Waits without holding the loop; rejects when the run is cancelled. */
  sleep(ms: number): Promise<void>;
  /** Lets the event loop turn once. */
  yield(): Promise<void>;
  /**
   * Has one of the workload's `parts` done and resolves with what it returns. Under `hybrid` a thread of the pool
   * does it and the loop stays free; under every other model it is called here, and holds the lane while it lasts.
   * What crosses is copied.
   */
  offload(part: string, input?: unknown): Promise<unknown>;
  /** Marks what a task returns so that these buffers are handed over instead of copied, where that can be done. */
  transfer<T>(value: T, buffers: readonly ArrayBuffer[]): T;
};

/** What the tasks of a run are done on. */
export type Lanes = {
  /** `loop`: all of them on the main loop. `thread`, `process`: each on a lane of a pool, and its result is sent. */
  readonly kind: 'loop' | 'thread' | 'process' | 'interpreter';
  /** How many of these lanes there are; there is one main loop. */
  readonly count: number;
  /** Whether `context.offload` has parts done by a pool behind the loop. */
  readonly offloads: boolean;
};

export type SetUpContext<P = ParameterValues> = {
  readonly model: ModelId;
  readonly lanes: Lanes;
  /** The body that its tasks are going to run. */
  readonly body: 'blocking' | 'cooperative' | 'run';
  readonly parameters: P;
  readonly tasks: number;
  readonly concurrency: number;
  readonly seed: number;
  /** A folder of this run's own; it is removed when the run ends, however it ends. */
  readonly folder: string;
  /**
   * Starts a module as a process of its own, a server for instance, and resolves with the first message it
   * sends by `process.send`. The process is shown as `server` and ends with the run.
   */
  startServer(module: string | URL, args?: readonly string[]): Promise<unknown>;
};

export type CheckResult = {
  ok: boolean;
  /** What the results should have been, for people. */
  expected: string;
  got: string;
  /** What the results add up to, beyond right or wrong: shown in the summary, and compared between models. */
  figures?: readonly Figure[];
};

/** The name of a figure of the workload's own, and which way is better: lower, unless it is said. */
export type OwnJudge = { readonly figure: string; readonly better?: 'lower' | 'higher' };

/** A figure of the workload's own. */
export type Figure = {
  /** Stable, with the unit at its end: `lostUpdates`, `latencyP99Ms`, `payloadBytes`. */
  name: string;
  /** A few words for people, without the unit. */
  title: string;
  /** Null: not measured. */
  value: number | null;
  /** `ms`, `B`, `ratio` (0 to 1, shown in percent), `/s`, or what is counted: `updates`. */
  unit: string;
};

/**
 * A piece of a task that can be done apart from it: a call that blocks, a heavy computation. It is given what crossed
 * to it, and the parameters, what `setUp` returned and the seed of the run.
 */
export type Part<P = ParameterValues, S = unknown> = (
  input: never,
  context: Pick<TaskContext<P, S>, 'parameters' | 'shared' | 'seed'>,
) => unknown;

/** `index`: the number of the task, or its item of `--inputs`. */
export type Body<P = ParameterValues, S = unknown> = (index: number, context: TaskContext<P, S>) => unknown;

export type Workload<P extends ParameterValues = ParameterValues, S = unknown> = {
  /** A short id, lower case: what one types after `heddle run`. */
  id: string;
  title: string;
  /** One line: what watching it shows. */
  shows: string;
  kind: WorkloadKind;
  parameters?: Record<string, ParameterSpec>;
  /** How many tasks, when nobody says. */
  tasks?: number;
  /** The figure of its check that models are compared by, in place of the time. */
  judgedBy?: OwnJudge;
  /** Models it cannot run under, each with the reason for people. */
  refuses?: Refusals;
  /** The task as a call that holds its thread until it is done. */
  blocking?: Body<P, S>;
  /** The task as a promise that gives the thread back while it waits. */
  cooperative?: Body<P, S>;
  /** Pieces that `context.offload` can have done elsewhere; a workload that has them stays on the loop under `hybrid`. */
  parts?: Readonly<Record<string, Part<P, S>>>;
  /** Either of the two; what a plain default-exported function becomes. */
  run?: Body<P, S>;
  /** Once, before the tasks, in the engine's main thread. What it returns must survive structured cloning. */
  setUp?(context: SetUpContext<P>): S | Promise<S>;
  tearDown?(shared: S): void | Promise<void>;
  /** Judges the results; `results[i]` is what task i returned, undefined if it did not end. */
  check?(results: readonly unknown[], parameters: P, shared: S): CheckResult | Promise<CheckResult>;
};
