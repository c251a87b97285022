import type { Clock } from '../../telemetry/clock.ts';
import { ownTimeMs } from '../../telemetry/probes/this-thread.ts';
import type { Recorder } from '../../telemetry/recorder.ts';
import { describeError, describeUncloneable, type Failure } from './failure.ts';
import type { Reporter } from './lane.ts';
import type { Crossing } from './uncloneable.ts';

/** What a pool lane tells the engine's main thread, many tasks at a time. */
export type LaneReport = {
  type: 'heddle-report';
  results: [task: number, value: unknown][];
  errors: [task: number, failure: Failure][];
};

/** Sends a report; a thread hands these buffers over with it. Throws when it cannot be copied. */
type Send = (report: LaneReport, transfer: ArrayBuffer[]) => void;

/** A message a task costs 10 to 40 µs; in batches it costs next to nothing, and a tenth of a second is still live. */
const flushAfterMs = 100;
const flushAtCount = 1000;

/** Collects results and errors of a thread's or process's tasks and sends them in batches. */
export class LaneReporter implements Reporter {
  #results: [number, unknown][] = [];
  #errors: [number, Failure][] = [];
  #lastFlush = 0;
  readonly #send: Send;
  readonly #from: Crossing;
  readonly #clock: Clock;
  readonly #recorder: Recorder;

  constructor(options: {
    send: Send;
    from: Crossing;
    clock: Clock;
    recorder: Recorder;
  }) {
    this.#send = options.send;
    this.#from = options.from;
    this.#clock = options.clock;
    this.#recorder = options.recorder;
  }

  result(task: number, value: unknown, buffers: readonly ArrayBuffer[] | null): void {
    // Between processes nothing can be handed over.
    if (buffers !== null && this.#from === 'thread') this.#handOver(task, value, buffers);
    else this.#results.push([task, value]);
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
      this.#post({ type: 'heddle-report', results, errors });
    } catch {
      // One of them cannot cross: send each by itself to find out which.
      for (const [task, value] of results) this.#sendAlone(task, value);
      // Those that could not have left their errors here.
      errors.push(...this.#errors);
      this.#errors = [];
      this.#post({ type: 'heddle-report', results: [], errors });
    }
  }

  /** By itself: in a batch the buffers would be taken from other tasks' results as well. */
  #handOver(task: number, value: unknown, buffers: readonly ArrayBuffer[]): void {
    this.flush();
    try {
      const transfer = [...new Set(buffers)].filter((buffer) => buffer instanceof ArrayBuffer);
      this.#post({ type: 'heddle-report', results: [[task, value]], errors: [] }, transfer);
    } catch {
      // One of them belongs to somebody else (a pool of Node's own): then it is copied.
      this.#sendAlone(task, value);
    }
  }

  #sendAlone(task: number, value: unknown): void {
    try {
      this.#post({ type: 'heddle-report', results: [[task, value]], errors: [] });
    } catch {
      this.#recorder.ended(task, 'failed', this.#clock());
      this.#errors.push([task, describeUncloneable(value, this.#from)]);
    }
  }

  /** What is sent is copied in that call. */
  #post(report: LaneReport, transfer: ArrayBuffer[] = []): void {
    const began = ownTimeMs(this.#clock);
    try {
      this.#send(report, transfer);
    } finally {
      this.#recorder.copied(ownTimeMs(this.#clock) - began);
    }
  }

  #flushIfDue(): void {
    const waiting = this.#results.length + this.#errors.length;
    // The clock is read for one task in sixteen: tasks may take less time than reading it.
    if (waiting >= flushAtCount) this.flush();
    else if ((waiting & 15) === 1 && this.#clock() - this.#lastFlush > flushAfterMs) this.flush();
  }
}
