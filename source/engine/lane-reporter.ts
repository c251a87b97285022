import type { Clock } from './clock.ts';
import { describeError, describeUncloneable, type Failure } from './failure.ts';
import type { Reporter } from './lane.ts';
import type { Recorder } from './recorder.ts';

/** What a pool lane tells the engine's main thread, many tasks at a time. */
export type LaneReport = {
  type: 'heddle-report';
  results: [task: number, value: unknown][];
  errors: [task: number, failure: Failure][];
};

/** A message a task costs 10 to 40 µs; in batches it costs next to nothing, and a tenth of a second is still live. */
const flushAfterMs = 100;
const flushAtCount = 1000;

/** Collects results and errors of a thread's or process's tasks and sends them in batches. */
export class LaneReporter implements Reporter {
  #results: [number, unknown][] = [];
  #errors: [number, Failure][] = [];
  #lastFlush = 0;
  readonly #send: (report: LaneReport) => void;
  readonly #from: 'thread' | 'process';
  readonly #clock: Clock;
  readonly #recorder: Recorder;

  constructor(options: {
    send: (report: LaneReport) => void;
    from: 'thread' | 'process';
    clock: Clock;
    recorder: Recorder;
  }) {
    this.#send = options.send;
    this.#from = options.from;
    this.#clock = options.clock;
    this.#recorder = options.recorder;
  }

  result(task: number, value: unknown): void {
    this.#results.push([task, value]);
    this.#flushIfDue();
  }

  error(task: number, error: unknown): void {
    this.#errors.push([task, describeError(error)]);
    this.#flushIfDue();
  }

  /** Sends what there is. A result that cannot be cloned turns its task into a failed one. */
  flush(): void {
    if (this.#results.length === 0 && this.#errors.length === 0) return;
    const results = this.#results;
    const errors = this.#errors;
    this.#results = [];
    this.#errors = [];
    this.#lastFlush = this.#clock();
    try {
      this.#send({ type: 'heddle-report', results, errors });
    } catch {
      // One of them cannot cross: send each by itself to find out which.
      for (const [task, value] of results) {
        try {
          this.#send({ type: 'heddle-report', results: [[task, value]], errors: [] });
        } catch {
          this.#recorder.ended(task, 'failed', this.#clock());
          errors.push([task, describeUncloneable(value, this.#from)]);
        }
      }
      this.#send({ type: 'heddle-report', results: [], errors });
    }
  }

  #flushIfDue(): void {
    const waiting = this.#results.length + this.#errors.length;
    // The clock is read for one task in sixteen: tasks may take less time than reading it.
    if (waiting >= flushAtCount) this.flush();
    else if ((waiting & 15) === 1 && this.#clock() - this.#lastFlush > flushAfterMs) this.flush();
  }
}
