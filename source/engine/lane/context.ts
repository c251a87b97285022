import type { Plan } from '../../protocol/plan.ts';
import type { TaskContext } from '../../protocol/workload.ts';
import type { Recorder } from '../../telemetry/recorder.ts';
import { type Cancellation, CancelledError } from './cancellation.ts';

/** What a task's context needs of its lane. */
type Around = {
  readonly options: {
    readonly plan: Plan;
    readonly shared: unknown;
    readonly inputs: readonly unknown[] | null;
    readonly recorder: Recorder;
    readonly cancellation: Cancellation;
  };
  resumed(task: number): void;
  offload(task: number, part: string, input: unknown): Promise<unknown>;
};

/** What a lane hands to the body of a task. */
export class Context implements TaskContext {
  readonly index: number;
  sawCancellation = false;
  private ended = false;
  private readonly lane: Around;
  private marked: { value: unknown; buffers: readonly ArrayBuffer[] } | null = null;
  private abortion: { signal: AbortSignal; release: () => void } | null = null;

  constructor(lane: Around, index: number) {
    this.lane = lane;
    this.index = index;
  }

  get input(): unknown {
    const { inputs } = this.lane.options;
    return inputs?.[this.index % inputs.length];
  }

  get tasks(): number {
    return this.lane.options.plan.tasks;
  }

  get parameters() {
    return this.lane.options.plan.parameters;
  }

  get shared(): unknown {
    return this.lane.options.shared;
  }

  get seed(): number {
    return this.lane.options.plan.seed;
  }

  get cancelled(): boolean {
    const { cancellation, recorder } = this.lane.options;
    if (!cancellation.requested && !recorder.cancelled) return false;
    this.sawCancellation = true;
    return true;
  }

  /** Made on first use: most tasks never look at it. */
  get signal(): AbortSignal {
    if (!this.abortion) {
      const controller = new AbortController();
      const release = this.lane.options.cancellation.onRequest(() => controller.abort(new CancelledError()));
      this.abortion = { signal: controller.signal, release };
    }
    return this.abortion.signal;
  }

  /**
   * The task has ended: nothing of it waits for a cancellation any more. Not `end`: a handler of requests would call it on
   * the context as if that were its response, and seem to work.
   */
  release(): void {
    this.ended = true;
    this.abortion?.release();
  }

  /** What was marked for being handed over, if that is what the task returned. */
  buffersOf(value: unknown): readonly ArrayBuffer[] | null {
    return this.marked !== null && this.marked.value === value ? this.marked.buffers : null;
  }

  // Functions of their own, made when they are asked for: a body may take its context apart, `({ sleep }) => …`.

  get progress(): TaskContext['progress'] {
    return (ratio) => {
      // Said by a timer that outlived its task: what has ended makes no progress.
      if (this.ended) return;
      this.lane.options.recorder.progress(this.index, ratio >= 0 ? Math.min(1, ratio) : 0);
    };
  }

  get sleep(): TaskContext['sleep'] {
    return (ms) => this.lane.options.cancellation.sleep(ms, () => this.lane.resumed(this.index));
  }

  get offload(): TaskContext['offload'] {
    return (part, input) => this.lane.offload(this.index, part, input);
  }

  get transfer(): TaskContext['transfer'] {
    return (value, buffers) => {
      this.marked = { value, buffers };
      return value;
    };
  }

  get yield(): TaskContext['yield'] {
    return () =>
      new Promise((resolve) => {
        setImmediate(() => {
          this.lane.resumed(this.index);
          resolve();
        });
      });
  }
}
