import { Piscina } from 'piscina';
import { markCrashed, runningOn } from './crash.ts';
import { engineEntry } from './entry.ts';
import { describeError } from './failure.ts';
import type { LaneReport } from './lane-reporter.ts';
import type { ModelContext } from './models/model.ts';
import { laneState } from './shared-table.ts';
import type { ThreadData } from './thread.ts';

/** A pool that dies this often without having taken up a task will never take one up. */
const mostBarrenCrashes = 3;

/** A piscina pool whose every thread is a lane. */
export class ThreadPool {
  readonly #context: ModelContext;
  readonly #pool: Piscina;
  #barrenCrashes = 0;

  constructor(context: ModelContext) {
    const { plan, body, table, originMs, telemetry, shared } = context;
    const data: ThreadData = {
      plan,
      body,
      shared,
      originMs,
      telemetry,
      buffer: table.buffer,
      lanes: table.lanes,
    };
    this.#context = context;
    this.#pool = new Piscina({
      filename: engineEntry('thread').href,
      minThreads: plan.concurrency,
      maxThreads: plan.concurrency,
      idleTimeout: Number.POSITIVE_INFINITY,
      // With its default a waiting worker sleeps outside its event loop: no heartbeat, utilization reads 1.
      atomics: 'disabled',
      recordTiming: false,
      workerData: data,
    });
    this.#pool.on('message', (report: LaneReport) => context.collector.receive(report));
    // A thread that dies while it has nothing to do is replaced and harms no task: without a listener it would
    // end the engine.
    this.#pool.on('error', () => {});
  }

  /** Resolves when every thread has loaded the workload. Rejects if one cannot. */
  async start(): Promise<void> {
    const starts = Array.from({ length: this.#context.plan.concurrency }, () =>
      this.#pool.run(null, { name: 'ready' }),
    );
    await Promise.all(starts);
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
        throw new Error(`threads die before they can work: ${describeError(error).message}`, {
          cause: error,
        });
      }
      return false;
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  #laneOf(ticket: number): number | null {
    const { table } = this.#context;
    for (let lane = 1; lane < table.lanes; lane++) {
      const at = table.laneI32(lane);
      if (table.int32[at + 8] === laneState.open && table.int32[at + 12] === ticket) return lane;
    }
    return null;
  }
}
