import type { Plan } from '../../protocol/plan.ts';
import type { Body } from '../../protocol/workload.ts';
import type { Clock } from '../../telemetry/clock.ts';
import type { Recorder } from '../../telemetry/recorder.ts';
import { type Cancellation, CancelledError } from './cancellation.ts';
import { Context } from './context.ts';
import { KeptMemory } from './kept-memory.ts';
import { type Offload, type Parts, partOf } from './parts.ts';

/** Where a lane leaves what its tasks returned or threw. */
export interface Reporter {
  /** `buffers`: what of the value may be handed over instead of copied. */
  result(task: number, value: unknown, buffers: readonly ArrayBuffer[] | null): void;
  error(task: number, error: unknown): void;
}

type LaneOptions = {
  plan: Plan;
  body: Body;
  parts: Parts;
  shared: unknown;
  /** What tasks are given, by number, over and over; null where they are given their number. */
  inputs: readonly unknown[] | null;
  recorder: Recorder;
  reporter: Reporter;
  cancellation: Cancellation;
  clock: Clock;
};

/** Calls that are timed before one in so many is. */
const firstTimed = 1000;
const timedEach = 16;

/**
 * Runs single tasks and records what becomes of them: the same on the main loop, in a thread and in a process.
 *
 * A hundred thousand tasks pass through here before the compiler has warmed up, so what costs most cold is left out:
 * a promise more than the task's own, and private names (`#x`), which an interpreter looks up slowly.
 */
export class Lane {
  readonly options: LaneOptions;
  /** Calls of the body that returned a promise, and that returned anything else. */
  promises = 0;
  values = 0;
  /** Null until it is watched. */
  memory: KeptMemory | null = null;
  private timed = 0;
  private timedMs = 0;
  private clearing = false;
  private elsewhere: Offload | null = null;

  constructor(options: LaneOptions) {
    this.options = options;
  }

  /**
   * Runs one task. Returns false when it ended synchronously, else true, and calls `onEnd` when it ends. Never
   * throws: a task that fails is a record, not an exception.
   */
  start(task: number, onEnd: () => void): boolean {
    const { recorder, body, clock, inputs } = this.options;
    const context = new Context(this, task);
    const beganMs = clock();
    recorder.started(task, beganMs);
    this.memory?.taskBegins();
    let value: unknown;
    let pending: Promise<unknown> | null;
    try {
      value = inputs === null ? body(task, context) : body(context.input as never, context);
      pending = promiseOf(value);
    } catch (error) {
      this.fail(context, error);
      recorder.yielded();
      return false;
    }
    if (pending === null) {
      this.values++;
      this.finish(context, value);
      recorder.yielded();
      return false;
    }
    if (this.promises++ < firstTimed || this.promises % timedEach === 0) {
      this.timed++;
      this.timedMs += clock() - beganMs;
    }
    recorder.yielded();
    pending.then(
      (result) => {
        this.finish(context, result);
        onEnd();
      },
      (error) => {
        this.fail(context, error);
        onEnd();
      },
    );
    return true;
  }

  /**
   * What calls computed before they returned their promise, all together; the rest of their computing came after an await.
   * Of many calls one in sixteen is timed: a look at the clock is a tenth of what the shortest ones take.
   */
  get beforeAwaitMs(): number {
    return this.timed === 0 ? 0 : (this.timedMs * this.promises) / this.timed;
  }

  /** Runs one task: undefined when it ended synchronously, else a promise that resolves when it ended. */
  run(task: number): undefined | Promise<void> {
    let end: () => void;
    const ended = new Promise<void>((resolve) => {
      end = resolve;
    });
    return this.start(task, () => end()) ? ended : undefined;
  }

  /**
   * A task goes on after waiting through its context. Until the loop's next turn its code is on the stack: should it
   * hold the loop, it is to blame. What a task awaits elsewhere cannot be seen, and then nobody is blamed.
   */
  resumed(task: number): void {
    this.options.recorder.resumed(task);
    if (this.clearing) return;
    this.clearing = true;
    setImmediate(() => {
      this.clearing = false;
      this.options.recorder.yielded();
    });
  }

  /** From now on it is followed what its tasks leave behind in memory. */
  watchMemory(): void {
    this.memory = new KeptMemory();
  }

  /** From now on parts of its tasks are done there, not here. */
  offloadTo(elsewhere: Offload): void {
    this.elsewhere = elsewhere;
  }

  /** Has a part of a task done. Whoever holds the lane with it, or with what comes after it, is that task. */
  async offload(task: number, name: string, input: unknown): Promise<unknown> {
    const { parts, plan, shared, cancellation, recorder } = this.options;
    const part = partOf(parts, name);
    if (cancellation.requested || recorder.cancelled) throw new CancelledError();
    try {
      if (this.elsewhere) return await cancellation.race(this.elsewhere(task, name, input));
      this.resumed(task);
      const { parameters, seed } = plan;
      return await part(input as never, { parameters, shared, seed });
    } finally {
      this.resumed(task);
    }
  }

  private finish(context: Context, value: unknown): void {
    const { recorder, reporter, clock } = this.options;
    context.release();
    // A task that saw the cancellation and returned early has not done its work.
    recorder.ended(context.index, context.sawCancellation ? 'cancelled' : 'done', clock());
    this.memory?.taskEnds();
    if (value !== undefined) reporter.result(context.index, value, context.buffersOf(value));
  }

  private fail(context: Context, error: unknown): void {
    const { recorder, reporter, clock, cancellation } = this.options;
    context.release();
    // The table may know it before the next heartbeat has told the lane.
    const cancelled = cancellation.requested || recorder.cancelled || context.sawCancellation;
    recorder.ended(context.index, cancelled ? 'cancelled' : 'failed', clock());
    this.memory?.taskEnds();
    if (!cancelled) reporter.error(context.index, error);
  }
}

/** What a body returned as a promise; null when it is none. Whatever else has a `then` is settled once, by a promise. */
function promiseOf(value: unknown): Promise<unknown> | null {
  if (value instanceof Promise) return value;
  const thenable =
    typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
  return thenable ? Promise.resolve(value) : null;
}
