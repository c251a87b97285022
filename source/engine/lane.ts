import type { Plan } from '../protocol/plan.ts';
import type { Body, TaskContext } from '../protocol/workload.ts';
import { type Cancellation, CancelledError } from './cancellation.ts';
import type { Clock } from './clock.ts';
import type { Recorder } from './recorder.ts';

/** Where a lane leaves what its tasks returned or threw. */
export interface Reporter {
  result(task: number, value: unknown): void;
  error(task: number, error: unknown): void;
}

export type LaneOptions = {
  plan: Plan;
  body: Body;
  shared: unknown;
  recorder: Recorder;
  reporter: Reporter;
  cancellation: Cancellation;
  clock: Clock;
};

/** Runs single tasks and records what becomes of them: the same on the main loop, in a thread and in a process. */
export class Lane {
  readonly options: LaneOptions;

  constructor(options: LaneOptions) {
    this.options = options;
  }

  /**
   * Runs one task. Returns undefined when it ended synchronously, else a promise that resolves when it ended;
   * neither ever throws: a task that fails is a record, not an exception.
   */
  run(task: number): undefined | Promise<void> {
    const { recorder, body, clock } = this.options;
    const context = new Context(this, task);
    recorder.started(task, clock());
    let value: unknown;
    try {
      value = body(task, context);
    } catch (error) {
      this.#fail(context, error);
      recorder.yielded();
      return undefined;
    }
    if (!isThenable(value)) {
      this.#finish(context, value);
      recorder.yielded();
      return undefined;
    }
    recorder.yielded();
    return value.then(
      (result) => this.#finish(context, result),
      (error) => this.#fail(context, error),
    );
  }

  #finish(context: Context, value: unknown): void {
    const { recorder, reporter, clock } = this.options;
    context.end();
    // A task that saw the cancellation and returned early has not done its work.
    recorder.ended(context.index, context.sawCancellation ? 'cancelled' : 'done', clock());
    if (value !== undefined) reporter.result(context.index, value);
  }

  #fail(context: Context, error: unknown): void {
    const { recorder, reporter, clock, cancellation } = this.options;
    context.end();
    const cancelled = cancellation.requested || context.sawCancellation;
    recorder.ended(context.index, cancelled ? 'cancelled' : 'failed', clock());
    if (!cancelled) reporter.error(context.index, error);
  }
}

function isThenable(value: unknown): value is Promise<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}

class Context implements TaskContext {
  readonly index: number;
  sawCancellation = false;
  readonly #lane: Lane;
  #controller: AbortController | undefined;
  #release: (() => void) | undefined;

  constructor(lane: Lane, index: number) {
    this.#lane = lane;
    this.index = index;
  }

  get tasks(): number {
    return this.#lane.options.plan.tasks;
  }

  get parameters() {
    return this.#lane.options.plan.parameters;
  }

  get shared(): unknown {
    return this.#lane.options.shared;
  }

  get seed(): number {
    return this.#lane.options.plan.seed;
  }

  get cancelled(): boolean {
    const { cancellation, recorder } = this.#lane.options;
    if (!cancellation.requested && !recorder.cancelled) return false;
    this.sawCancellation = true;
    return true;
  }

  /** Made on first use: most tasks never look at it. */
  get signal(): AbortSignal {
    if (!this.#controller) {
      const controller = new AbortController();
      this.#controller = controller;
      this.#release = this.#lane.options.cancellation.onRequest(() => controller.abort(new CancelledError()));
    }
    return this.#controller.signal;
  }

  /** The task has ended: nothing of it waits for a cancellation any more. */
  end(): void {
    this.#release?.();
  }

  progress(ratio: number): void {
    const share = ratio >= 0 ? Math.min(1, ratio) : 0;
    this.#lane.options.recorder.progress(this.index, share);
  }

  sleep(ms: number): Promise<void> {
    return this.#lane.options.cancellation.sleep(ms);
  }

  yield(): Promise<void> {
    return new Promise((resolve) => setImmediate(resolve));
  }
}
