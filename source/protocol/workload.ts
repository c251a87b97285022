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
export type ChoiceParameter = { type: 'choice'; title: string; choices: readonly string[]; default: string };

export type ParameterSpec = NumberParameter | ChoiceParameter;
export type ParameterValues = Record<string, number | string | boolean>;

/** What a task's body is handed. One a task. */
export type TaskContext<P = ParameterValues, S = unknown> = {
  /** 0-based number of the task. */
  readonly index: number;
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
};

export type SetUpContext<P = ParameterValues> = {
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
};

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
  /** Models it cannot run under, each with the reason for people. */
  refuses?: Partial<Record<'sequential' | 'async' | 'threads' | 'processes' | 'hybrid', string>>;
  /** The task as a call that holds its thread until it is done. */
  blocking?: Body<P, S>;
  /** The task as a promise that gives the thread back while it waits. */
  cooperative?: Body<P, S>;
  /** Either of the two; what a plain default-exported function becomes. */
  run?: Body<P, S>;
  /** Once, before the tasks, in the engine's main thread. What it returns must survive structured cloning. */
  setUp?(context: SetUpContext<P>): S | Promise<S>;
  tearDown?(shared: S): void | Promise<void>;
  /** Judges the results; `results[i]` is what task i returned, undefined if it did not end. */
  check?(results: readonly unknown[], parameters: P, shared: S): CheckResult;
};
