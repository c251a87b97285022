import { Piscina } from 'piscina';
import { laneState } from '../../telemetry/table-layout.ts';
import { entryOf } from '../entry.ts';
import { describeError, describeUnreachable, isCloneError, unreachableShared } from '../lane/failure.ts';
import type { LaneKept } from '../lane/kept-memory.ts';
import type { LaneReport } from '../lane/lane-reporter.ts';
import { errorOf, type PartReport } from '../lane/parts.ts';
import type { PartJob, ThreadData } from '../lane/thread.ts';
import type { ModelContext } from '../models/model.ts';
import { friendlyReason, markCrashed, runningOn } from './crash.ts';

/** A pool that dies this often without having taken up a task will never take one up. */
const mostBarrenCrashes = 3;

type PartUnderWay = {
  part: string;
  input: unknown;
  resolve: (value: unknown) => void;
  reject: (error: Error) => void;
};

/** A piscina pool whose every thread is a lane. */
export class ThreadPool {
  readonly #context: ModelContext;
  readonly #pool: Piscina;
  readonly #threads: number;
  #barrenCrashes = 0;
  /** Parts under way, by their tickets. */
  readonly #parts = new Map<number, PartUnderWay>();
  #lastTicket = 0;
  #closing = false;

  constructor(context: ModelContext, threads: number) {
    const { plan, body, table, originMs, telemetry, shared } = context;
    const data: ThreadData = {
      plan,
      body,
      shared,
      originMs,
      telemetry,
      buffer: table.buffer,
      lanes: table.lanes.length,
    };
    this.#context = context;
    this.#threads = threads;
    this.#pool = createPiscina(data, threads);
    this.#pool.on('message', (report: LaneReport | PartReport) => {
      if (report.type === 'heddle-part') this.#settle(report);
      else context.collector.receive(report);
    });
    // A thread that dies while it has nothing to do is replaced and harms no task: without a listener it would
    // end the engine.
    this.#pool.on('error', () => {});
  }

  /** Resolves when every thread has loaded the workload. Rejects if one cannot. */
  async start(): Promise<void> {
    const starts = Array.from({ length: this.#threads }, () => this.#pool.run(null, { name: 'ready' }));
    try {
      await Promise.all(starts);
    } catch (cause) {
      throw inWords(cause);
    }
  }

  /**
   * Has a thread work, under a ticket by which its lane can be told. Resolves when the work is done, and with false
   * when the thread died over it; then its task has been marked failed.
   */
  async work(name: 'pump' | 'single', ticket: number, task: number | null): Promise<boolean> {
    try {
      await this.#pool.run({ ticket, task }, { name });
      this.#barrenCrashes = 0;
      return true;
    } catch (error) {
      const lane = this.#laneOf(ticket);
      const failed = task ?? (lane === null ? null : runningOn(this.#context, lane));
      markCrashed(this.#context, lane, failed, error);
      if (failed === null && ++this.#barrenCrashes >= mostBarrenCrashes) {
        throw new Error(`threads end before they can run a task: ${describeError(error).message}`, {
          cause: error,
        });
      }
      return false;
    }
  }

  /** Has a thread do a part of a task. Rejects with what the part threw, or when its thread died over it. */
  part(task: number, part: string, input: unknown): Promise<unknown> {
    const ticket = ++this.#lastTicket;
    return new Promise((resolve, reject) => {
      this.#parts.set(ticket, { part, input, resolve, reject });
      const job: PartJob = { ticket, task, part, input };
      this.#pool.run(job, { name: 'part' }).catch((error) => this.#lose(ticket, error));
    });
  }

  /** What each thread keeps, all of them idle: each is asked once. */
  kept(): Promise<LaneKept | null>[] {
    const open = this.#context.table.lanes.filter(({ state }, at) => at > 0 && state === laneState.open);
    return open.map(() => this.#pool.run(null, { name: 'kept' }));
  }

  #settle(report: PartReport): void {
    const underWay = this.#parts.get(report.ticket);
    this.#parts.delete(report.ticket);
    if (report.failure === null) underWay?.resolve(report.value);
    else underWay?.reject(errorOf(report.failure));
  }

  /** No answer will come: the thread died over the part, or never got it. */
  #lose(ticket: number, error: unknown): void {
    const underWay = this.#parts.get(ticket);
    this.#parts.delete(ticket);
    // The pool is being closed, and with it whatever it still does.
    if (this.#closing) return;
    const lane = this.#laneOf(ticket);
    if (lane !== null) markCrashed(this.#context, lane, null, error);
    if (!underWay) return;
    const { part, input, reject } = underWay;
    const { message, code } = describeError(error);
    const failure =
      lane === null && isCloneError(error)
        ? describeUnreachable(`part ${part} was given`, input, 'input', 'thread')
        : {
            name: 'LaneCrashed',
            message: `part ${part}: ${friendlyReason(message, code)}`,
            code,
            place: null,
            stack: [],
            rootCode: code,
            syscall: null,
          };
    reject(errorOf(failure));
  }

  async close(): Promise<void> {
    this.#closing = true;
    await this.#pool.destroy();
  }

  #laneOf(ticket: number): number | null {
    const { lanes } = this.#context.table;
    const lane = lanes.findIndex(
      (record, at) => at > 0 && record.state === laneState.open && record.ticket === ticket,
    );
    return lane < 0 ? null : lane;
  }
}

/** Starts the threads at once, each with a copy of what set-up returned. Throws one line when that cannot be copied. */
function createPiscina(data: ThreadData, threads: number): Piscina {
  try {
    return new Piscina({
      filename: entryOf('thread').href,
      minThreads: threads,
      maxThreads: threads,
      idleTimeout: Number.POSITIVE_INFINITY,
      // With its default a waiting worker sleeps outside its event loop: no heartbeat, utilization reads 1.
      atomics: 'disabled',
      recordTiming: false,
      workerData: data,
    });
  } catch (cause) {
    throw isCloneError(cause) ? unreachableShared(data.shared, 'thread') : inWords(cause);
  }
}

/** Without its cause: the words are the whole of it. */
function inWords(error: unknown): Error {
  const { message, code } = describeError(error);
  return new Error(friendlyReason(message, code));
}
